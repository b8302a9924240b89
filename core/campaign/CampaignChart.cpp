// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignChart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "campaign/CampaignText.h"
#include "campaign/ChartScale.h"
#include "campaign/RepeatChart.h"
#include "campaign/SvgText.h"
#include "campaign/ValidityMark.h"

namespace sagebench {
namespace {

constexpr double kWidth = 800, kHeight = 500;
constexpr double kLeft = 84, kRight = 770, kTop = 74, kBottom = 430;
constexpr double kLegendLine = 19;
using svg::kInk;
constexpr std::array<std::string_view, 6> kColours{"#2f81f7", "#d9730d", "#2da44e",
                                                   "#a371f7", "#d6409f", "#0e9aa7"};

struct Dot {
    double load;
    double x, y;  ///< values
    bool knee;
    bool missed;
    std::string doubt;  ///< verdict of a run that is not valid
};
struct Curve {
    std::string name;
    std::vector<Dot> dots;  ///< in order of load
};

struct Box {
    double left, top, right, bottom;
    bool meets(const Box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

Curve& curveOf(std::vector<Curve>& curves, const std::string& name) {
    const auto found = std::ranges::find(curves, name, &Curve::name);
    return found != curves.end() ? *found : curves.emplace_back(Curve{name, {}});
}

std::vector<Curve> curvesOf(const CampaignSummary& summary) {
    const auto knees = kneesOf(summary);
    std::vector<Curve> curves;
    for (const PointResult& point : summary.points) {
        for (const WorkloadFigures& f : point.workloads) {
            if (f.userTps && f.outputTps && point.end != PointEnd::Interrupted) {
                const auto knee = knees.find(f.name);
                curveOf(curves, f.name)
                    .dots.push_back(
                        {point.load, *f.userTps, *f.outputTps,
                         knee != knees.end() && knee->second == point.number,
                         !f.sloMet.value_or(point.met.value_or(true)) || f.saturated == true,
                         f.doubt()});
            }
        }
    }
    for (Curve& curve : curves) {
        std::ranges::stable_sort(curve.dots, {}, &Dot::load);
    }
    return curves;
}

class Drawing {
  public:
    Drawing(const CampaignSummary& summary, std::vector<Curve> curves)
        : summary_(summary), curves_(std::move(curves)) {
        std::vector<double> xs, ys;
        for (const Curve& curve : curves_) {
            for (const Dot& dot : curve.dots) {
                xs.push_back(dot.x);
                ys.push_back(dot.y);
                if (!dot.doubt.empty()) {
                    verdicts_.insert(dot.doubt);
                }
            }
        }
        top_ += verdicts_.empty() ? 0 : kLegendLine;
        const auto [leastX, mostX] = std::ranges::minmax(xs);
        x_ = chartScale(leastX, mostX, kLeft, kRight);
        y_ = chartScale(0, std::ranges::max(ys), kBottom, top_);
    }

    std::string draw() {
        begin();
        grid();
        titles();
        legend();
        for (std::size_t i = 0; i < curves_.size(); ++i) {
            line(curves_[i], colour(i));
        }
        for (std::size_t i = 0; i < curves_.size(); ++i) {
            reserve(curves_[i]);
        }
        for (std::size_t i = 0; i < curves_.size(); ++i) {
            dots(curves_[i], colour(i));
        }
        return svg_ + "</svg>\n";
    }

  private:
    static std::string_view colour(std::size_t i) { return kColours[i % kColours.size()]; }

    template <class... Args>
    void put(fmt::format_string<Args...> format, Args&&... args) {
        svg_ += fmt::format(format, std::forward<Args>(args)...) + '\n';
    }
    void text(double x, double y, std::string_view anchor, std::string_view style,
              std::string_view content) {
        put(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}" {}>{}</text>)", x, y, anchor, style,
            svg::escaped(content));
    }

    void begin() {
        svg_ += svg::begin(kWidth, kHeight) + '\n';
        put("<title>Throughput against speed, by {}</title>",
            svg::escaped(text::axisTitle(summary_.axis())));
    }

    void grid() {
        for (std::size_t i = 0; i < y_.ticks.size(); ++i) {
            const double at = y_.place(y_.ticks[i]);
            put(R"(<line x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}" stroke="{}" stroke-opacity="{}"/>)",
                kLeft, kRight, at, at, kInk, i == 0 ? "0.9" : "0.22");
            text(kLeft - 10, at + 4.5, "end", "", y_.tickTexts[i]);
        }
        for (std::size_t i = 0; i < x_.ticks.size(); ++i) {
            const double at = x_.place(x_.ticks[i]);
            put(R"(<line x1="{:.1f}" x2="{:.1f}" y1="{}" y2="{}" stroke="{}" stroke-opacity="0.22"/>)",
                at, at, top_, kBottom, kInk);
            text(at, kBottom + 20, "middle", "", x_.tickTexts[i]);
        }
    }

    void titles() {
        text(kLeft, 28, "start", R"(font-size="17" font-weight="600")",
             "Throughput against latency");
        const bool missed = std::ranges::any_of(curves_, [](const Curve& curve) {
            return std::ranges::any_of(curve.dots, &Dot::missed);
        });
        text(kLeft, 50, "start", "",
             fmt::format("one point a run, labelled by {}{}", toString(*summary_.axis()),
                         missed ? "; hollow: missed or saturated" : ""));
        text((kLeft + kRight) / 2, kBottom + 48, "middle", "",
             "Tokens/s/user (speed that one user sees)");
        put(R"svg(<text transform="translate(24 {}) rotate(-90)" text-anchor="middle">Output tokens/s (all users)</text>)svg",
            (top_ + kBottom) / 2);
        svg_ += svg::validityLegend(kLeft, 50 + kLegendLine, verdicts_);
    }

    void legend() {
        double y = 28;
        if (curves_.size() > 1) {
            for (std::size_t i = 0; i < curves_.size() && i < 3; ++i, y += 18) {
                put(R"(<circle cx="{}" cy="{}" r="5" fill="{}"/>)", kRight - 5, y - 5, colour(i));
                text(kRight - 18, y, "end", "", curves_[i].name);
            }
        }
    }

    void line(const Curve& curve, std::string_view colour) {
        std::string points;
        for (const Dot& dot : curve.dots) {
            points += fmt::format("{:.1f},{:.1f} ", x_.place(dot.x), y_.place(dot.y));
        }
        put(R"(<polyline points="{}" fill="none" stroke="{}" stroke-width="2" stroke-opacity="0.55" stroke-linejoin="round"/>)",
            points, colour);
    }

    void reserve(const Curve& curve) {
        for (const Dot& dot : curve.dots) {
            const double x = x_.place(dot.x), y = y_.place(dot.y);
            const double reach = dot.doubt.empty() ? 6 : svg::kMarkReach + 1;
            taken_.push_back({x - reach, y - reach, x + reach, y + reach});
        }
        for (std::size_t i = 1; i < curve.dots.size(); ++i) {
            reserveLine(curve.dots[i - 1], curve.dots[i]);
        }
    }

    void reserveLine(const Dot& from, const Dot& to) {
        const double x = x_.place(from.x), y = y_.place(from.y);
        const double dx = x_.place(to.x) - x, dy = y_.place(to.y) - y;
        const int steps = static_cast<int>(std::hypot(dx, dy) / 4);
        for (int i = 1; i < steps; ++i) {
            const double atX = x + dx * i / steps, atY = y + dy * i / steps;
            taken_.push_back({atX - 1.5, atY - 1.5, atX + 1.5, atY + 1.5});
        }
    }

    void dots(const Curve& curve, std::string_view colour) {
        for (const Dot& dot : curve.dots) {
            const double x = x_.place(dot.x), y = y_.place(dot.y);
            put(R"(<circle cx="{:.1f}" cy="{:.1f}" r="5" fill="{}" stroke="{}" stroke-width="2"/>)",
                x, y, dot.missed ? "none" : colour, colour);
            if (dot.knee) {
                put(R"(<circle cx="{:.1f}" cy="{:.1f}" r="10.5" fill="none" stroke="{}" stroke-width="2" stroke-dasharray="4 3"/>)",
                    x, y, colour);
            }
            if (!dot.doubt.empty()) {
                svg_ += svg::validityMark(x, y, toldOf(dot));
            }
            label(dot, x, y);
        }
    }

    std::string toldOf(const Dot& dot) const {
        return text::loadText(summary_.axis(), dot.load) + ": " + dot.doubt;
    }

    /// Beside its dot, where nothing is yet; a label that finds no place is left out, for its
    /// neighbours tell as much. The knee always has one.
    void label(const Dot& dot, double x, double y) {
        const std::string content = fmt::format("{:.6g}{}", dot.load, dot.knee ? " (knee)" : "");
        const double width = 7.8 * static_cast<double>(content.size());
        const double gap = dot.knee ? 15 : 10;
        const auto at = [&](double left, double top) {
            return Box{left, top, left + width, top + 14};
        };
        const std::array places{at(x + gap - 3, y - gap - 10),
                                at(x - gap + 3 - width, y - gap - 10),
                                at(x + gap - 3, y + gap - 4),
                                at(x - gap + 3 - width, y + gap - 4),
                                at(x + gap, y - 7),
                                at(x - gap - width, y - 7),
                                at(x - width / 2, y - gap - 14),
                                at(x - width / 2, y + gap)};
        const auto* free =
            std::ranges::find_if(places, [&](const Box& box) { return isFree(box); });
        if (free == places.end() && !dot.knee) {
            return;
        }
        const Box& box = free == places.end() ? places[0] : *free;
        taken_.push_back(box);
        text((box.left + box.right) / 2, box.bottom - 2, "middle",
             dot.knee ? R"(font-weight="600")" : "", content);
    }

    bool isFree(const Box& box) const {
        return box.left > kLeft && box.right < kWidth && box.top > top_ - 16 &&
               box.bottom < kBottom &&
               std::ranges::none_of(taken_, [&](const Box& b) { return b.meets(box); });
    }

    const CampaignSummary& summary_;
    std::vector<Curve> curves_;
    std::set<std::string> verdicts_;  ///< of runs that are not valid
    double top_ = kTop;
    ChartScale x_, y_;
    std::vector<Box> taken_;
    std::string svg_;
};

}  // namespace

std::optional<std::string> campaignChart(const CampaignSummary& summary) {
    if (summary.isRepeat()) {
        return repeatChart(summary);
    }
    std::vector<Curve> curves = curvesOf(summary);
    std::size_t dots = 0;
    for (const Curve& curve : curves) {
        dots += curve.dots.size();
    }
    return dots < 2 ? std::nullopt : std::optional(Drawing(summary, std::move(curves)).draw());
}

}  // namespace sagebench
