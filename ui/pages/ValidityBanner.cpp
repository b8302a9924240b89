// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ValidityBanner.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "run/RunDocument.h"
#include "style/ChartColors.h"

namespace sagebench::ui {
namespace {

constexpr int kTint = 36;  ///< of 255
constexpr int kEdge = 4;

int gravity(const ValidityNotice& notice) {
    return notice.verdict == "client_limited" ? 0 : notice.verdict == "machine_busy" ? 1 : 2;
}

QColor colourOf(const std::string& verdict, const ChartColors& colours) {
    return verdict == "client_limited" ? colours.bad
           : verdict == "machine_busy" ? colours.warning
                                       : colours.faintText;
}

/// One notice on its colour.
class Line : public QWidget {
  public:
    Line(const ValidityNotice& notice, QWidget* parent)
        : QWidget(parent), colour_(colourOf(notice.verdict, chartColors(palette()))) {
        auto* title = new QLabel("⚠ " + verdictTitle(notice.verdict), this);
        auto* text = new QLabel(QString::fromStdString(notice.text), this);
        QFont bold = title->font();
        bold.setBold(true);
        title->setFont(bold);
        QPalette tone;
        tone.setColor(QPalette::WindowText, colour_);
        title->setPalette(tone);
        text->setObjectName("text");
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(12, 4, 8, 4);
        row->addWidget(title, 0, Qt::AlignTop);
        row->addWidget(text, 1);
    }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(QRect(0, 0, kEdge, height()), colour_);
        QColor tint = colour_;
        tint.setAlpha(kTint);
        painter.fillRect(rect(), tint);
    }

  private:
    QColor colour_;
};

bool isDone(const RunDocument& document, const RunSnapshot& latest) {
    const auto index = static_cast<std::size_t>(std::max(latest.workloadIndex, 0));
    return index < document.workloads().size() && document.workloads()[index].metrics.has_value();
}

}  // namespace

QString verdictTitle(const std::string& verdict) {
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("ValidityBanner", text);
    };
    return verdict == "client_limited"    ? tr("Client limited")
           : verdict == "machine_busy"    ? tr("Machine busy")
           : verdict == "too_few_samples" ? tr("Too few samples")
                                          : QString::fromStdString(verdict);
}

std::vector<ValidityNotice> validityNoticesOf(const RunDocument& document) {
    std::vector<ValidityNotice> out;
    for (const WorkloadView& workload : document.workloads()) {
        if (auto notice = workload.metrics ? validityNotice(*workload.metrics) : std::nullopt) {
            out.push_back(*std::move(notice));
        }
    }
    const RunSnapshot* latest = document.isLive() ? document.latest() : nullptr;
    if (latest && !isDone(document, *latest)) {
        if (auto notice = validityNoticeSoFar(latest->workload, latest->validity)) {
            out.push_back(*std::move(notice));
        }
    }
    std::ranges::stable_sort(out, {}, gravity);
    return out;
}

ValidityBanner::ValidityBanner(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(2);
    setAccessibleName(tr("Validity"));
    hide();
}

void ValidityBanner::setNotices(std::vector<ValidityNotice> notices) {
    const bool same = std::ranges::equal(notices, notices_, [](const auto& a, const auto& b) {
        return a.verdict == b.verdict && a.text == b.text;
    });
    if (!same) {
        notices_ = std::move(notices);
        fill();
    }
}

void ValidityBanner::fill() {
    while (QLayoutItem* item = column_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QStringList all;
    for (const ValidityNotice& notice : notices_) {
        if (all.size() < kShown) {
            column_->addWidget(new Line(notice, this));
        }
        all += QString::fromStdString(notice.text);
    }
    if (all.size() > kShown) {
        column_->addWidget(new QLabel(
            tr("and %n more: see the tooltip", nullptr, static_cast<int>(all.size()) - kShown),
            this));
    }
    setToolTip(all.isEmpty()
                   ? QString()
                   : "<qt>" + all.join('\n').toHtmlEscaped().replace('\n', "<br>") + "</qt>");
    setAccessibleDescription(all.join('\n'));
    setVisible(!notices_.empty());
}

QStringList ValidityBanner::lines() const {
    QStringList lines;
    for (const auto* label : findChildren<QLabel*>("text")) {
        lines += label->text();
    }
    return lines;
}

void ValidityBanner::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        fill();
    }
}

}  // namespace sagebench::ui
