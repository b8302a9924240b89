// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReportPage.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QFontDatabase>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextDocument>
#include <QThreadPool>
#include <QtConcurrent>
#include <algorithm>
#include <exception>
#include <utility>

#include "forms/WheelGuard.h"
#include "pages/ReportBrowser.h"
#include "pages/ReportDocument.h"
#include "report/DefinitionsReport.h"
#include "report/MarkdownReport.h"
#include "run/RunDocument.h"

namespace sagebench::ui {
namespace {

using Definitions = Result<QString>;

/// A run that goes on comes first.
QThreadPool& definitionsPool() {
    static QThreadPool pool;
    pool.setMaxThreadCount(1);
    pool.setThreadPriority(QThread::LowPriority);
    return pool;
}

Definitions definitionsText(const DefinitionsOf& definitionsOf, const std::string& tools) {
    try {
        return benchTools(tools).and_then(definitionsOf).map([](const DefinitionsView& view) {
            return QString::fromStdString(definitionsMarkdown(view));
        });
    } catch (const std::exception& error) {
        return fail(ErrorKind::Input, error.what());
    }
}

QString fromUtf8(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

class ReportPage::Parts {
  public:
    Parts(RunDocument& document, ReportPage& page);

    /// Where it is seen; else when it will be.
    void refresh();
    void refreshIfStale();
    void repaint();

  private:
    enum Sheet { Empty, Rendered, Source };

    QWidget* makeBar();
    void setUpSheets();
    QWidget* makeChoice();
    void listen();
    void showSheet();
    void setText(const QString& markdown);
    /// Nothing to show, and why.
    void setEmpty(const QString& reason);
    void makeReport();
    void makeDefinitions();
    void takeDefinitions();
    bool showsDefinitions() const { return tools_->currentIndex() > 0; }

    RunDocument& document_;
    ReportPage& page_;
    QPushButton* source_ = nullptr;
    QPushButton* copy_ = nullptr;
    QPushButton* export_ = nullptr;
    QComboBox* tools_ = nullptr;
    QStackedWidget* sheets_;
    QLabel* empty_;
    ReportBrowser* browser_;
    QPlainTextEdit* text_;
    QString markdown_;
    QTextDocument* rendered_ = nullptr;  ///< the browser's child
    bool stale_ = true;
    bool definitionsStale_ = true;  ///< records are others than those they were worked out of
    QFutureWatcher<Definitions> definitions_;
};

ReportPage::Parts::Parts(RunDocument& document, ReportPage& page)
    : document_(document),
      page_(page),
      sheets_(new QStackedWidget(&page)),
      empty_(new QLabel(&page)),
      browser_(new ReportBrowser(document, &page)),
      text_(new QPlainTextEdit(&page)) {
    auto* column = new QVBoxLayout(&page);
    column->addWidget(makeBar());
    column->addWidget(sheets_, 1);
    setUpSheets();
    QWidget::setTabOrder(tools_, browser_);
    QWidget::setTabOrder(browser_, text_);
    listen();
    setEmpty({});
}

void ReportPage::Parts::listen() {
    const auto onRecords = [this] {
        definitionsStale_ = true;
        refresh();
    };
    QObject::connect(&document_, &RunDocument::replaced, &page_, onRecords);
    QObject::connect(&document_, &RunDocument::workloadDone, &page_, onRecords);
    QObject::connect(&document_, &RunDocument::stateChanged, &page_, [this] { refresh(); });
    QObject::connect(tools_, &QComboBox::currentIndexChanged, &page_, onRecords);
    QObject::connect(&definitions_, &QFutureWatcherBase::finished, &page_,
                     [this] { takeDefinitions(); });
}

QWidget* ReportPage::Parts::makeBar() {
    auto* bar = new QWidget;
    source_ = new QPushButton(ReportPage::tr("Show &source"), bar);
    source_->setCheckable(true);
    source_->setToolTip(
        ReportPage::tr("Shows the Markdown, as the report is written to REPORT.md"));
    copy_ = new QPushButton(ReportPage::tr("&Copy Markdown"), bar);
    export_ = new QPushButton(ReportPage::tr("&Export…"), bar);
    QObject::connect(source_, &QPushButton::toggled, &page_, [this] { showSheet(); });
    QObject::connect(copy_, &QPushButton::clicked, &page_,
                     [this] { QGuiApplication::clipboard()->setText(markdown_); });
    QObject::connect(export_, &QPushButton::clicked, &page_, &ReportPage::exportRequested);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(source_);
    row->addWidget(copy_);
    row->addWidget(export_);
    row->addStretch();
    row->addWidget(makeChoice());
    return bar;
}

QWidget* ReportPage::Parts::makeChoice() {
    auto* choice = new QWidget;
    tools_ = new QComboBox(choice);
    tools_->setObjectName("definitions");
    for (const ToolDefinition& tool : toolDefinitions()) {
        tools_->addItem(fromUtf8(tool.label), fromUtf8(tool.id));
    }
    tools_->addItem(ReportPage::tr("all"), "all");
    tools_->setToolTip(
        ReportPage::tr("SageBench: the report. Another tool: the same records by its definitions, "
                       "beside ours, and what makes the difference"));
    guardFromWheel(*tools_);
    auto* label = new QLabel(ReportPage::tr("&Definitions:"), choice);
    label->setBuddy(tools_);
    auto* row = new QHBoxLayout(choice);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addWidget(tools_);
    return choice;
}

void ReportPage::Parts::setUpSheets() {
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    browser_->setAccessibleName(ReportPage::tr("Report"));
    text_->setReadOnly(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    text_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text_->setAccessibleName(ReportPage::tr("Source of the report"));
    sheets_->insertWidget(Empty, empty_);
    sheets_->insertWidget(Rendered, browser_);
    sheets_->insertWidget(Source, text_);
}

void ReportPage::Parts::showSheet() {
    const bool has = !markdown_.isEmpty();
    copy_->setEnabled(has);
    export_->setEnabled(std::ranges::any_of(
        document_.workloads(), [](const WorkloadView& view) { return view.metrics.has_value(); }));
    source_->setEnabled(has);
    sheets_->setCurrentIndex(!has ? Empty : source_->isChecked() ? Source : Rendered);
}

void ReportPage::Parts::refresh() {
    stale_ = true;
    if (page_.isVisible()) {
        refreshIfStale();
    }
}

void ReportPage::Parts::refreshIfStale() {
    if (!stale_) {
        return;
    }
    stale_ = false;
    showsDefinitions() ? makeDefinitions() : makeReport();
}

void ReportPage::Parts::makeReport() {
    definitions_.cancel();
    if (const std::string& campaign = document_.campaignReport(); !campaign.empty()) {
        setText(QString::fromStdString(campaign));
        return;
    }
    const RunSummary summary = document_.summary();
    summary.workloads.empty() ? setEmpty({})
                              : setText(QString::fromStdString(markdownReport(summary)));
}

void ReportPage::Parts::makeDefinitions() {
    if (!std::exchange(definitionsStale_, false)) {
        return showSheet();
    }
    if (document_.summary().workloads.empty()) {
        definitions_.cancel();
        return setEmpty({});
    }
    setEmpty(ReportPage::tr("Working out the figures…"));
    definitions_.setFuture(QtConcurrent::run(&definitionsPool(), definitionsText,
                                             document_.definitionsOf(),
                                             tools_->currentData().toString().toStdString()));
}

void ReportPage::Parts::takeDefinitions() {
    if (definitions_.isCanceled() || !showsDefinitions()) {
        return;
    }
    const Definitions text = definitions_.result();
    text ? setText(*text) : setEmpty(QString::fromStdString(text.error().message));
}

void ReportPage::Parts::setEmpty(const QString& reason) {
    empty_->setText(reason.isEmpty() ? ReportPage::tr("No report yet.\nIt is made when the first "
                                                      "workload is done.")
                                     : reason);
    setText({});
}

void ReportPage::Parts::setText(const QString& markdown) {
    if (markdown != markdown_) {
        markdown_ = markdown;
        text_->setPlainText(markdown_);
        repaint();
    }
    showSheet();
}

/// A document that is shown would be laid out anew at each change of its tables.
void ReportPage::Parts::repaint() {
    const int at = browser_->verticalScrollBar()->value();
    auto* rendered = new QTextDocument(browser_);
    rendered->setDefaultFont(browser_->font());
    renderMarkdown(*rendered, markdown_, page_.palette());
    browser_->setDocument(rendered);
    delete std::exchange(rendered_, rendered);
    browser_->verticalScrollBar()->setValue(at);
}

ReportPage::ReportPage(RunDocument& document, QWidget* parent)
    : QWidget(parent), parts_(std::make_unique<Parts>(document, *this)) {}

ReportPage::~ReportPage() = default;

void ReportPage::showEvent(QShowEvent* event) {
    parts_->refreshIfStale();
    QWidget::showEvent(event);
}

void ReportPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && parts_) {
        parts_->repaint();
    }
    QWidget::changeEvent(event);
}

}  // namespace sagebench::ui
