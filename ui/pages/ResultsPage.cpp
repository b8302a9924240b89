// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ResultsPage.h"

#include <QBoxLayout>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <algorithm>

#include "dialogs/ColumnDialog.h"
#include "models/ErrorListModel.h"
#include "models/MetricsTableModel.h"
#include "models/UnknownLastProxy.h"
#include "pages/EngineText.h"
#include "pages/NameHeader.h"
#include "pages/NoticeStrip.h"
#include "pages/TableCopy.h"
#include "pages/ValidityBanner.h"
#include "pages/VerdictStrip.h"
#include "run/RunDocument.h"
#include "widgets/ElidedLabel.h"

namespace sagebench::ui {
namespace {

constexpr const char* kColumnsKey = "results/columns";
constexpr const char* kSplitterKey = "results/splitter";
constexpr int kNameChars = 28;
constexpr int kFitEveryMs = 1000;

/// Of a plan with goals, what came of them stands in front, until somebody chooses columns.
QStringList columnsFor(const RunPlan& plan) {
    const QStringList stored = QSettings().value(kColumnsKey).toStringList();
    if (!stored.isEmpty()) {
        return stored;
    }
    QStringList keys = defaultMetricKeys();
    if (!plan.slo.limits.empty()) {
        keys.insert(1, "slo_met");
    }
    if (std::ranges::any_of(plan.slo.limits, &Slo::perRequest)) {
        keys.insert(2, "goodput_fraction");
        keys.insert(3, "goodput_rps");
    }
    return keys;
}

void useCompactRows(QTableView& table) {
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 8);
}

QLabel* emptyLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

}  // namespace

class ResultsPage::Parts {
  public:
    Parts(RunDocument& document, ResultsPage& page);
    void saveState() const;

  private:
    QWidget* makeBar();
    QWidget* makeErrors();
    void setUpTable();
    void setUpErrorTable();
    void listen();
    void chooseColumns(const QStringList& keys);
    void askForColumns();
    void showHeaderMenu(const QPoint& at);
    void addGroupMenus(QMenu& menu);
    void toggle(const QString& key);
    void showEngine();
    void refreshErrors();
    void refresh();
    void fitColumns();
    void followRun();
    static QString rowHeader() { return ResultsPage::tr("Workload"); }

    RunDocument& document_;
    ResultsPage& page_;
    MetricsTableModel metrics_;
    UnknownLastProxy sorted_;
    ErrorListModel errors_;
    ValidityBanner* validity_;
    NoticeStrip* notices_;
    VerdictStrip* verdicts_;
    QTableView* table_;
    QTableView* errorTable_;
    QElapsedTimer lastFit_;
    ElidedLabel* engine_;  ///< what was measured; all facts are the tooltip
    QLabel* errorTitle_ = nullptr;
    QSplitter* splitter_ = nullptr;
    QStackedLayout* stack_ = nullptr;
};

ResultsPage::Parts::Parts(RunDocument& document, ResultsPage& page)
    : document_(document),
      page_(page),
      metrics_(document),
      errors_(document),
      validity_(new ValidityBanner(&page)),
      notices_(new NoticeStrip(&page)),
      verdicts_(new VerdictStrip(&page)),
      table_(new QTableView(&page)),
      errorTable_(new QTableView(&page)),
      engine_(new ElidedLabel(&page)) {
    metrics_.setMetrics(columnsFor(document.info().plan));
    sorted_.setSourceModel(&metrics_);
    setUpTable();
    setUpErrorTable();
    splitter_ = new QSplitter(Qt::Vertical);
    splitter_->addWidget(table_);
    splitter_->addWidget(makeErrors());
    splitter_->setStretchFactor(0, 1);
    splitter_->setSizes({page.fontMetrics().height() * 18, page.fontMetrics().height() * 9});
    splitter_->setChildrenCollapsible(false);
    splitter_->restoreState(QSettings().value(kSplitterKey).toByteArray());
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->addWidget(makeBar());
    column->addWidget(validity_);
    column->addWidget(notices_);
    column->addWidget(verdicts_);
    column->addWidget(splitter_, 1);
    stack_ = new QStackedLayout(&page);
    stack_->addWidget(emptyLabel(
        ResultsPage::tr("No results yet.\nStart a run, or open the results of an earlier one."),
        &page));
    stack_->addWidget(content);
    QWidget::setTabOrder(page.findChild<QWidget*>("columns"), page.findChild<QWidget*>("copy"));
    QWidget::setTabOrder(page.findChild<QWidget*>("copy"), table_);
    listen();
    refresh();
}

QWidget* ResultsPage::Parts::makeBar() {
    auto* bar = new QWidget;
    auto* columns = new QPushButton(ResultsPage::tr("Co&lumns…"), bar);
    columns->setToolTip(ResultsPage::tr("Choose which metrics are shown"));
    columns->setObjectName("columns");
    QObject::connect(columns, &QPushButton::clicked, &page_, [this] { askForColumns(); });
    auto* copy = new QToolButton(bar);
    copy->setText(ResultsPage::tr("&Copy as Markdown"));
    copy->setObjectName("copy");
    copy->setToolTip(ResultsPage::tr("Copies what is selected, or the whole table"));
    copy->setPopupMode(QToolButton::MenuButtonPopup);
    auto* menu = new QMenu(copy);
    menu->addAction(ResultsPage::tr("As &Markdown"), &page_,
                    [this] { copyAsMarkdown(*table_, rowHeader()); });
    menu->addAction(ResultsPage::tr("As &tab-separated text"), &page_,
                    [this] { copyAsTsv(*table_, rowHeader()); });
    copy->setMenu(menu);
    QObject::connect(copy, &QToolButton::clicked, &page_,
                     [this] { copyAsMarkdown(*table_, rowHeader()); });
    engine_->setObjectName("engine");
    engine_->setForegroundRole(QPalette::PlaceholderText);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(columns);
    row->addWidget(copy);
    row->addSpacing(page_.fontMetrics().averageCharWidth());
    row->addWidget(engine_, 1);
    return bar;
}

void ResultsPage::Parts::setUpTable() {
    table_->setObjectName("metrics");
    table_->setModel(&sorted_);
    table_->setAccessibleName(ResultsPage::tr("Metrics of each workload"));
    table_->setAlternatingRowColors(true);
    table_->setWordWrap(false);
    QHeaderView* header = table_->horizontalHeader();
    header->setSortIndicatorClearable(true);
    header->setHighlightSections(false);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(header, &QWidget::customContextMenuRequested, &page_,
                     [this](const QPoint& at) { showHeaderMenu(at); });
    table_->setVerticalHeader(new NameHeader(kNameChars, table_));
    useCompactRows(*table_);
    addCopying(*table_, rowHeader());
}

void ResultsPage::Parts::setUpErrorTable() {
    errorTable_->setObjectName("errors");
    errorTable_->setModel(&errors_);
    errorTable_->setAccessibleName(ResultsPage::tr("Errors by category"));
    errorTable_->setSelectionBehavior(QAbstractItemView::SelectRows);
    errorTable_->setWordWrap(false);
    errorTable_->verticalHeader()->hide();
    useCompactRows(*errorTable_);
    errorTable_->horizontalHeader()->setStretchLastSection(true);
    addCopying(*errorTable_);
}

QWidget* ResultsPage::Parts::makeErrors() {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    errorTitle_ = new QLabel(box);
    errorTitle_->setObjectName("errorTitle");
    column->addWidget(errorTitle_);
    column->addWidget(errorTable_, 1);
    return box;
}

void ResultsPage::Parts::listen() {
    QObject::connect(&document_, &RunDocument::replaced, &page_, [this] {
        const QStringList wanted = columnsFor(document_.info().plan);
        if (wanted != metrics_.metrics()) {
            metrics_.setMetrics(wanted);
        }
        refresh();
    });
    QObject::connect(&document_, &RunDocument::snapshotAdded, &page_, [this] { followRun(); });
    QObject::connect(&document_, &RunDocument::stateChanged, &page_, [this] { refresh(); });
    QObject::connect(&document_, &RunDocument::workloadDone, &page_, [this] { refresh(); });
    QObject::connect(&errors_, &QAbstractItemModel::modelReset, &page_,
                     [this] { refreshErrors(); });
    QObject::connect(&errors_, &QAbstractItemModel::rowsInserted, &page_,
                     [this] { refreshErrors(); });
}

void ResultsPage::Parts::refresh() {
    stack_->setCurrentIndex(document_.workloads().empty() ? 0 : 1);
    validity_->setNotices(validityNoticesOf(document_));
    notices_->setNotices(noticesOf(document_));
    verdicts_->setVerdicts(goalVerdicts(document_.summary()));
    showEngine();
    refreshErrors();
    fitColumns();
}

void ResultsPage::Parts::showEngine() {
    const EngineInfo& engine = document_.info().engine;
    engine_->setText(engineLine(engine));
    engine_->setToolTip(engineDetails(engine));
    engine_->setAccessibleDescription(engineDetails(engine));
}

void ResultsPage::Parts::refreshErrors() {
    const int kinds = errors_.rowCount();
    errorTable_->setVisible(kinds > 0);
    errorTitle_->setText(kinds > 0 ? ResultsPage::tr("Errors") : ResultsPage::tr("No errors"));
    errorTitle_->setForegroundRole(kinds > 0 ? QPalette::WindowText : QPalette::PlaceholderText);
    const int widest = page_.fontMetrics().averageCharWidth() * kNameChars;
    for (int column = 0; column < ErrorListModel::Messages; ++column) {
        errorTable_->resizeColumnToContents(column);
        errorTable_->setColumnWidth(column, std::min(errorTable_->columnWidth(column), widest));
    }
}

/// Figures grow, and their columns with them; not at each snapshot.
void ResultsPage::Parts::followRun() {
    if (page_.isVisible() && (!lastFit_.isValid() || lastFit_.hasExpired(kFitEveryMs))) {
        lastFit_.start();
        validity_->setNotices(validityNoticesOf(document_));
        fitColumns();
    }
}

void ResultsPage::Parts::fitColumns() {
    table_->resizeColumnsToContents();
}

void ResultsPage::Parts::chooseColumns(const QStringList& keys) {
    metrics_.setMetrics(keys);
    QSettings().setValue(kColumnsKey, metrics_.metrics());
    table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    fitColumns();
}

void ResultsPage::Parts::askForColumns() {
    auto* dialog = new ColumnDialog(metrics_.metrics(), &page_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, &page_,
                     [this, dialog] { chooseColumns(dialog->chosen()); });
    dialog->open();
}

void ResultsPage::Parts::toggle(const QString& key) {
    QStringList keys = metrics_.metrics();
    if (!keys.removeOne(key)) {
        keys.append(key);
    }
    chooseColumns(keys);
}

void ResultsPage::Parts::addGroupMenus(QMenu& menu) {
    QMenu* group = nullptr;
    for (const MetricColumn& column : metricColumns()) {
        if (!group || group->title() != column.group) {
            group = menu.addMenu(column.group);
        }
        QAction* action = group->addAction(column.label);
        action->setCheckable(true);
        action->setChecked(metrics_.metrics().contains(column.key));
        QObject::connect(action, &QAction::triggered, &page_,
                         [this, key = column.key] { toggle(key); });
    }
}

void ResultsPage::Parts::showHeaderMenu(const QPoint& at) {
    QHeaderView* header = table_->horizontalHeader();
    auto* menu = new QMenu(&page_);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const MetricColumn* column = metrics_.columnAt(header->logicalIndexAt(at))) {
        menu->addAction(ResultsPage::tr("&Hide “%1”").arg(column->label), &page_,
                        [this, key = column->key] { toggle(key); });
        menu->addSeparator();
    }
    addGroupMenus(*menu);
    menu->addSeparator();
    menu->addAction(ResultsPage::tr("&Default columns"), &page_,
                    [this] { chooseColumns(defaultMetricKeys()); });
    menu->addAction(ResultsPage::tr("Co&lumns…"), &page_, [this] { askForColumns(); });
    menu->popup(header->mapToGlobal(at));
}

void ResultsPage::Parts::saveState() const {
    QSettings().setValue(kSplitterKey, splitter_->saveState());
}

ResultsPage::ResultsPage(RunDocument& document, QWidget* parent)
    : QWidget(parent), parts_(std::make_unique<Parts>(document, *this)) {}

ResultsPage::~ResultsPage() {
    parts_->saveState();
}

}  // namespace sagebench::ui
