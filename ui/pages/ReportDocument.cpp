// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReportDocument.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextFrame>
#include <QTextTable>

#include "style/ChartColors.h"

namespace sagebench::ui {
namespace {

constexpr double kCellPadding = 4;

/// Qt joins an empty cell with the one before it.
QString withFilledCells(QString markdown) {
    static const QRegularExpression kEmpty("(?<=\\|) +(?=\\|)");
    return markdown.replace(kEmpty, QString(" %1 ").arg(QChar(QChar::Nbsp)));
}

void styleHeader(QTextTable& table, const ChartColors& colors) {
    for (int column = 0; column < table.columns(); ++column) {
        QTextTableCell cell = table.cellAt(0, column);
        QTextTableCellFormat format = cell.format().toTableCellFormat();
        format.setBackground(colors.grid);
        format.setFontWeight(QFont::DemiBold);
        cell.setFormat(format);
    }
}

void styleTable(QTextTable& table, const ChartColors& colors) {
    QTextTableFormat format = table.format();
    format.setBorder(1);
    format.setBorderCollapse(true);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(colors.grid);
    format.setCellPadding(kCellPadding);
    format.setCellSpacing(0);
    format.setTopMargin(kCellPadding);
    format.setBottomMargin(3 * kCellPadding);
    table.setFormat(format);
    styleHeader(table, colors);
}

void styleTables(QTextFrame& frame, const ChartColors& colors) {
    for (QTextFrame* child : frame.childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(child)) {
            styleTable(*table, colors);
        }
        styleTables(*child, colors);
    }
}

/// Headings with room above, quotes and code on a ground of their own.
void styleBlock(QTextCursor& cursor, const QTextBlock& block, const ChartColors& colors) {
    QTextBlockFormat format = block.blockFormat();
    QColor ground = colors.warning;
    ground.setAlpha(36);
    if (format.headingLevel() > 0) {
        format.setTopMargin(format.headingLevel() == 1 ? 0 : 18);
        format.setBottomMargin(6);
    } else if (format.hasProperty(QTextFormat::BlockQuoteLevel)) {
        format.setBackground(ground);
        format.setLeftMargin(0);
        format.setRightMargin(0);
    } else if (format.hasProperty(QTextFormat::BlockCodeFence) ||
               format.hasProperty(QTextFormat::BlockCodeLanguage)) {
        format.setBackground(colors.grid);
    } else {
        return;
    }
    cursor.setPosition(block.position());
    cursor.setBlockFormat(format);
}

void styleBlocks(QTextDocument& document, const ChartColors& colors) {
    QTextCursor cursor(&document);
    cursor.beginEditBlock();
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        styleBlock(cursor, block, colors);
    }
    cursor.endEditBlock();
}

}  // namespace

void renderMarkdown(QTextDocument& document, const QString& markdown, const QPalette& palette) {
    const ChartColors colors = chartColors(palette);
    document.setUndoRedoEnabled(false);
    document.setDocumentMargin(16);
    document.setMarkdown(withFilledCells(markdown),
                         QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                             QTextDocument::MarkdownNoHTML);
    styleTables(*document.rootFrame(), colors);
    styleBlocks(document, colors);
}

}  // namespace sagebench::ui
