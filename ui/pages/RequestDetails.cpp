// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/RequestDetails.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <algorithm>

#include "pages/FactGrid.h"
#include "pages/StageBar.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

using Fact = FactGrid::Fact;
using Facts = std::vector<Fact>;

template <class T>
QString countText(std::optional<T> value) {
    return format::count(value ? std::optional<std::uint64_t>(*value) : std::nullopt);
}

QString wordText(const std::string& text) {
    return text.empty() ? format::unknown() : QString::fromStdString(text);
}

QString share(double part, double whole) {
    return whole > 0 ? QLocale().toString(100 * part / whole, 'f', 0) + QChar(QChar::Nbsp) + '%'
                     : format::unknown();
}

Facts stageFacts(const std::vector<StageSpan>& stages, const QPalette& palette) {
    double whole = 0;
    for (const StageSpan& stage : stages) {
        whole += stage.lengthMs;
    }
    Facts facts;
    for (const StageSpan& stage : stages) {
        facts.push_back({stageLabel(stage.stage),
                         format::ms(stage.lengthMs) + "  (" + share(stage.lengthMs, whole) + ')',
                         stageColor(stage.stage, palette)});
    }
    return facts;
}

Facts stampFacts(const RequestBrief& brief) {
    Facts facts;
    for (const NamedStamp& stamp : stampsOf(brief)) {
        const bool after = stamp.ms.value_or(0) > 0;
        facts.push_back({stamp.label, (after ? "+" : "") + format::ms(stamp.ms)});
    }
    return facts;
}

}  // namespace

class RequestDetails::Parts {
  public:
    explicit Parts(RequestDetails& page);
    void show(const RequestRow& row, const QString& workload, const TypicalLatencies& typical);
    void clear();
    void recolor();

    QLabel* story;

  private:
    QWidget* makeContent();
    QWidget* makeHead();
    Facts requestFacts(const RequestRow& row, const QString& workload) const;
    void showError(const RequestBrief& brief);

    RequestDetails& page_;
    QLabel* hint_;
    QScrollArea* area_;
    QPushButton* timeline_ = nullptr;
    StageBar* bar_ = nullptr;
    FactGrid* stages_ = nullptr;
    FactGrid* stamps_ = nullptr;
    FactGrid* facts_ = nullptr;
    QLabel* error_ = nullptr;
    std::vector<StageSpan> shown_;
};

RequestDetails::Parts::Parts(RequestDetails& page)
    : story(new QLabel(&page)),
      page_(page),
      hint_(new QLabel(&page)),
      area_(new QScrollArea(&page)) {
    hint_->setText(RequestDetails::tr("Select a request to see where its time went."));
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setForegroundRole(QPalette::PlaceholderText);
    area_->setWidget(makeContent());
    area_->setWidgetResizable(true);
    area_->setFrameShape(QFrame::NoFrame);
    auto* column = new QVBoxLayout(&page);
    column->setContentsMargins(0, 4, 0, 0);
    column->addWidget(hint_, 1);
    column->addWidget(area_, 1);
    clear();
}

QWidget* RequestDetails::Parts::makeHead() {
    QFont font = story->font();
    font.setBold(true);
    story->setFont(font);
    story->setWordWrap(true);
    story->setTextInteractionFlags(Qt::TextSelectableByMouse);
    story->setAccessibleName(RequestDetails::tr("Why it took its time"));
    timeline_ = new QPushButton(RequestDetails::tr("Show in &timeline"));
    timeline_->setToolTip(RequestDetails::tr("Marks the request in the live page's timeline"));
    QObject::connect(timeline_, &QPushButton::clicked, &page_, &RequestDetails::showInTimeline);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(story, 1);
    row->addWidget(timeline_, 0, Qt::AlignTop);
    return head;
}

QWidget* RequestDetails::Parts::makeContent() {
    auto* content = new QWidget;
    bar_ = new StageBar(content);
    stages_ = new FactGrid(RequestDetails::tr("Where the time went"), content);
    stamps_ = new FactGrid(RequestDetails::tr("Since the send"), content);
    facts_ = new FactGrid(RequestDetails::tr("Request"), content);
    error_ = new QLabel(content);
    error_->setTextFormat(Qt::PlainText);
    error_->setWordWrap(true);
    error_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    error_->setAccessibleName(RequestDetails::tr("Error message"));
    auto* row = new QHBoxLayout;
    row->setSpacing(page_.fontMetrics().averageCharWidth() * 3);
    row->addWidget(stages_);
    row->addWidget(stamps_);
    row->addWidget(facts_);
    row->addStretch();
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(4, 0, 4, 0);
    column->addWidget(makeHead());
    column->addWidget(error_);
    column->addWidget(bar_);
    column->addLayout(row, 1);
    return content;
}

Facts RequestDetails::Parts::requestFacts(const RequestRow& row, const QString& workload) const {
    const RequestBrief& b = row.brief;
    const QString name = page_.fontMetrics().elidedText(
        workload, Qt::ElideMiddle, page_.fontMetrics().averageCharWidth() * 30);
    return {{RequestDetails::tr("request"),
             RequestDetails::tr("%1 of %2, %3")
                 .arg(format::count(b.index), name, format::phase(b.phase))},
            {RequestDetails::tr("outcome"), format::outcome(b.outcome)},
            {RequestDetails::tr("HTTP status"),
             b.httpStatus ? QString::number(*b.httpStatus) : format::unknown()},
            {RequestDetails::tr("finish reason"), wordText(b.finishReason)},
            {RequestDetails::tr("prompt tokens"),
             RequestDetails::tr("%1 (cached: %2)")
                 .arg(countText(b.promptTokens), countText(b.cachedTokens))},
            {RequestDetails::tr("output tokens"),
             RequestDetails::tr("%1 (asked: %2)")
                 .arg(countText(b.outputTokens), countText(b.outputTokensAsked))},
            {RequestDetails::tr("longest gap"), format::ms(b.longestGapMs)},
            {RequestDetails::tr("worker"), format::count(b.worker)}};
}

void RequestDetails::Parts::showError(const RequestBrief& brief) {
    error_->setVisible(!brief.errorMessage.empty());
    error_->setText(QString::fromStdString(brief.errorMessage));
}

void RequestDetails::Parts::show(const RequestRow& row, const QString& workload,
                                 const TypicalLatencies& typical) {
    shown_ = stagesOf(row.brief);
    story->setText(storyOf(row.brief, typical));
    bar_->setStages(shown_);
    stamps_->setFacts(stampFacts(row.brief));
    facts_->setFacts(requestFacts(row, workload));
    facts_->setToolTip(workload);
    showError(row.brief);
    recolor();
    hint_->hide();
    area_->show();
}

void RequestDetails::Parts::recolor() {
    stages_->setFacts(stageFacts(shown_, page_.palette()));
}

void RequestDetails::Parts::clear() {
    shown_.clear();
    story->clear();
    area_->hide();
    hint_->show();
}

RequestDetails::RequestDetails(QWidget* parent)
    : QWidget(parent), parts_(std::make_unique<Parts>(*this)) {}

RequestDetails::~RequestDetails() = default;

void RequestDetails::showRequest(const RequestRow& row, const QString& workload,
                                 const TypicalLatencies& typical) {
    parts_->show(row, workload, typical);
}

void RequestDetails::clear() {
    parts_->clear();
}

QString RequestDetails::story() const {
    return parts_->story->text();
}

void RequestDetails::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && parts_) {
        parts_->recolor();
    }
    QWidget::changeEvent(event);
}

}  // namespace sagebench::ui
