#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws what a program showed on a terminal as an SVG.

script -qec "stty cols 96; sagellm-benchmark run" run.log
docs/images/make-terminal-picture.py '$ sagellm-benchmark run' < run.log > docs/images/terminal.svg
"""
import html
import re
import sys

COLOURS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "36": "#79c0ff"}
WIDTH, HEIGHT, MARGIN = 8.0, 18, 16


def screen_of(text):
    """Lines of (character, style), after every cursor movement."""
    lines, row, column, style = [[]], 0, 0, ()
    for part in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|[\s\S]", text):
        if part.startswith("\x1b["):
            code, kind = part[2:-1], part[-1]
            if kind == "A":
                row = max(0, row - int(code or 1))
            elif kind == "K":
                del lines[row][column:]
            elif kind == "J":
                del lines[row][column:], lines[row + 1:]
            elif kind == "m":
                style = () if code in ("", "0") else style + (code,)
        elif part == "\r":
            column = 0
        elif part == "\n":
            row += 1
            while len(lines) <= row:
                lines.append([])
        else:
            line = lines[row]
            line.extend([(" ", ())] * (column + 1 - len(line)))
            line[column] = (part, style)
            column += 1
    return lines


def spans_of(line):
    at = 0
    while at < len(line):
        end = at
        while end < len(line) and line[end][1] == line[at][1]:
            end += 1
        yield at, "".join(c for c, _ in line[at:end]), line[at][1]
        at = end


def svg_of(title, lines):
    columns = max(map(len, lines))
    width, height = columns * WIDTH + 2 * MARGIN, len(lines) * HEIGHT + 2 * MARGIN
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" font-size="13.3" '
           'font-family="ui-monospace,DejaVu Sans Mono,Menlo,Consolas,monospace" role="img">',
           f"<title>{html.escape(title)}</title>",
           '<rect width="100%" height="100%" rx="8" fill="#161b22"/>']
    for number, line in enumerate(lines):
        for at, text, style in spans_of(line):
            if text.isspace():
                continue
            colour = next((COLOURS[s] for s in style if s in COLOURS), "#8b949e" if "2" in style else "#e6edf3")
            weight = ' font-weight="bold"' if "1" in style else ""
            out.append(f'<text xml:space="preserve" x="{MARGIN + at * WIDTH:g}" y="{MARGIN + (number + 1) * HEIGHT - 5}" '
                       f'textLength="{len(text) * WIDTH:g}" fill="{colour}"{weight}>{html.escape(text)}</text>')
    return "\n".join(out + ["</svg>", ""])


log = re.sub(r"^Script (started|done).*$", "", sys.stdin.read(), flags=re.M).strip("\n")
command = sys.argv[1]
shown = [[(c, ("1",)) for c in command]] + screen_of(log)
print(svg_of(command, shown), end="")
