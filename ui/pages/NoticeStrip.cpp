// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/NoticeStrip.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include "report/Notices.h"
#include "run/RunDocument.h"
#include "style/ChartColors.h"

namespace sagebench::ui {
namespace {

constexpr int kTint = 36;  ///< of 255

QString bulleted(const QStringList& lines) {
    return "• " + lines.join("\n• ");
}

void addWarnings(const RunSummary& summary, QStringList& out) {
    for (const WorkloadMetrics& metrics : summary.workloads) {
        for (const std::string& warning : metrics.warnings) {
            out.append(QString::fromStdString(metrics.name + ": " + warning));
        }
    }
}

}  // namespace

QStringList noticesOf(const RunDocument& document) {
    QStringList out;
    if (const auto& failure = document.failure()) {
        out.append(QString::fromStdString(failure->message));
    }
    RunSummary summary = document.summary();
    if (document.isLive()) {
        summary.run.plan.workloads.clear();
    }
    for (const std::string& notice : otherNotices(summary)) {
        out.append(QString::fromStdString(notice));
    }
    addWarnings(summary, out);
    return out;
}

NoticeStrip::NoticeStrip(QWidget* parent) : QWidget(parent), label_(new QLabel(this)) {
    label_->setWordWrap(true);
    label_->setTextFormat(Qt::PlainText);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->addWidget(label_);
    setNotices({});
}

void NoticeStrip::setNotices(const QStringList& notices) {
    QStringList shown = notices.mid(0, kShown);
    if (notices.size() > kShown) {
        shown.append(
            tr("and %n more: see the tooltip", nullptr, static_cast<int>(notices.size()) - kShown));
    }
    label_->setText(bulleted(shown));
    setToolTip(notices.isEmpty()
                   ? QString()
                   : "<qt>" + bulleted(notices).toHtmlEscaped().replace('\n', "<br>") + "</qt>");
    setVisible(!notices.isEmpty());
}

QString NoticeStrip::text() const {
    return label_->text();
}

void NoticeStrip::paintEvent(QPaintEvent*) {
    QColor color = chartColors(palette()).warning;
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, 4, height()), color);
    color.setAlpha(kTint);
    painter.fillRect(rect(), color);
}

}  // namespace sagebench::ui
