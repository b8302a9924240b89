// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReportPage.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QSvgRenderer>
#include <QTextBrowser>
#include <QTextDocument>
#include <QUrl>
#include <utility>

#include "pages/ReportDocument.h"
#include "report/MarkdownReport.h"
#include "run/RunDocument.h"

namespace sagebench::ui {
namespace {

constexpr const char* kCampaignChart = "campaign.svg";

/// Fetches nothing, neither images nor pages, but the chart of a campaign that lies in its folder.
class QuietBrowser : public QTextBrowser {
  public:
    QuietBrowser(const RunDocument& document, QWidget* parent)
        : QTextBrowser(parent), document_(document) {}

    QVariant loadResource(int type, const QUrl& url) override {
        const bool isChart = type == QTextDocument::ImageResource && url.isRelative() &&
                             url.path() == kCampaignChart;
        return isChart ? chart() : QVariant();
    }

  private:
    QVariant chart() const {
        std::filesystem::path folder = document_.location();
        if (!std::filesystem::is_directory(folder)) {
            folder = folder.parent_path();
        }
        QSvgRenderer renderer(QString::fromStdString((folder / kCampaignChart).string()));
        if (!renderer.isValid()) {
            return {};
        }
        QImage image(renderer.defaultSize(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);  // it is drawn for light and dark
        QPainter painter(&image);
        renderer.render(&painter);
        return image;
    }

    const RunDocument& document_;
};

void openInBrowser(const QUrl& link) {
    if (link.scheme() == "http" || link.scheme() == "https") {
        QDesktopServices::openUrl(link);
    }
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
    void showSheet();
    void setText(const QString& markdown);

    RunDocument& document_;
    ReportPage& page_;
    QPushButton* source_ = nullptr;
    QPushButton* copy_ = nullptr;
    QPushButton* export_ = nullptr;
    QStackedWidget* sheets_;
    QTextBrowser* browser_;
    QPlainTextEdit* text_;
    QString markdown_;
    QTextDocument* rendered_ = nullptr;  ///< the browser's child
    bool stale_ = true;
};

ReportPage::Parts::Parts(RunDocument& document, ReportPage& page)
    : document_(document),
      page_(page),
      sheets_(new QStackedWidget(&page)),
      browser_(new QuietBrowser(document, &page)),
      text_(new QPlainTextEdit(&page)) {
    auto* column = new QVBoxLayout(&page);
    column->addWidget(makeBar());
    column->addWidget(sheets_, 1);
    setUpSheets();
    QWidget::setTabOrder(export_, browser_);
    QWidget::setTabOrder(browser_, text_);
    QObject::connect(&document, &RunDocument::replaced, &page, [this] { refresh(); });
    QObject::connect(&document, &RunDocument::workloadDone, &page, [this] { refresh(); });
    QObject::connect(&document, &RunDocument::stateChanged, &page, [this] { refresh(); });
    showSheet();
}

QWidget* ReportPage::Parts::makeBar() {
    auto* bar = new QWidget;
    source_ = new QPushButton(ReportPage::tr("Show &source"), bar);
    source_->setCheckable(true);
    source_->setToolTip(ReportPage::tr("Shows the Markdown as it is written to REPORT.md"));
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
    return bar;
}

void ReportPage::Parts::setUpSheets() {
    auto* empty =
        new QLabel(ReportPage::tr("No report yet.\nIt is made when the first workload "
                                  "is done."));
    empty->setAlignment(Qt::AlignCenter);
    empty->setForegroundRole(QPalette::PlaceholderText);
    browser_->setOpenLinks(false);
    browser_->setAccessibleName(ReportPage::tr("Report"));
    QObject::connect(browser_, &QTextBrowser::anchorClicked, &page_, openInBrowser);
    text_->setReadOnly(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    text_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text_->setAccessibleName(ReportPage::tr("Source of the report"));
    sheets_->insertWidget(Empty, empty);
    sheets_->insertWidget(Rendered, browser_);
    sheets_->insertWidget(Source, text_);
}

void ReportPage::Parts::showSheet() {
    const bool has = !markdown_.isEmpty();
    copy_->setEnabled(has);
    export_->setEnabled(has);
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
    if (const std::string& campaign = document_.campaignReport(); !campaign.empty()) {
        setText(QString::fromStdString(campaign));
        return;
    }
    const RunSummary summary = document_.summary();
    setText(summary.workloads.empty() ? QString()
                                      : QString::fromStdString(markdownReport(summary)));
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
