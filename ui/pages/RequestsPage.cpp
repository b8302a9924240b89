// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/RequestsPage.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSettings>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <algorithm>

#include "models/RequestFilterModel.h"
#include "models/RequestTableModel.h"
#include "pages/NoticeStrip.h"
#include "pages/RequestDetails.h"
#include "pages/RequestFilterBar.h"
#include "pages/TableCopy.h"
#include "run/RunDocument.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

constexpr const char* kSplitterKey = "requests/splitter";

/// In characters.
int widthOf(RequestColumn column) {
    switch (column) {
        case RequestColumn::Workload:
            return 16;
        case RequestColumn::Error:
            return 19;
        case RequestColumn::LongestGap:
            return 12;
        case RequestColumn::Index:
        case RequestColumn::Worker:
        case RequestColumn::HttpStatus:
            return 8;
        default:
            return 9;
    }
}

std::optional<double> medianMs(const LatencyHistogram& histogram) {
    const auto median = histogram.percentile(50);
    return median ? std::optional(toMs(*median)) : std::nullopt;
}

TypicalLatencies typicalOf(const WorkloadView& workload) {
    const SeriesTotals& totals = workload.series->totals();
    return {medianMs(totals.ttft), medianMs(totals.tpot), medianMs(totals.e2el)};
}

}  // namespace

class RequestsPage::Parts {
  public:
    Parts(RunDocument& document, RequestsPage& page);

    void selectRequest(int row);
    void saveState() const;

  private:
    void setUpTable();
    QWidget* makeContent();
    void listen();
    void refresh();
    void refreshCount();
    void refreshEmpty();
    void applyFilter();
    void showSlowest(RequestColumn column);
    void noteCurrent();
    void restoreCurrent();
    void showDetails(int row);
    void makeCurrent(int proxyRow);
    QStringList workloadNames() const;

    RunDocument& document_;
    RequestsPage& page_;
    RequestTableModel requests_;
    RequestFilterModel filtered_;
    RequestFilterBar* bar_;
    NoticeStrip* notice_;
    QTableView* table_;
    RequestDetails* details_;
    QSplitter* splitter_;
    QLabel* empty_;
    QStackedLayout* stack_;
    std::optional<RequestRow> current_;
    int currentRow_ = -1;
    bool restoring_ = false;
};

RequestsPage::Parts::Parts(RunDocument& document, RequestsPage& page)
    : document_(document),
      page_(page),
      requests_(document),
      filtered_(requests_),
      bar_(new RequestFilterBar(&page)),
      notice_(new NoticeStrip(&page)),
      table_(new QTableView(&page)),
      details_(new RequestDetails(&page)),
      splitter_(new QSplitter(Qt::Vertical)),
      empty_(new QLabel(&page)),
      stack_(new QStackedLayout(&page)) {
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    setUpTable();
    stack_->addWidget(empty_);
    stack_->addWidget(makeContent());
    listen();
    refresh();
}

void RequestsPage::Parts::setUpTable() {
    table_->setModel(&filtered_);
    table_->setAccessibleName(RequestsPage::tr("Requests"));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setAlternatingRowColors(true);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setDefaultSectionSize(table_->fontMetrics().height() + 6);
    QHeaderView* header = table_->horizontalHeader();
    header->setSortIndicatorClearable(true);
    header->setHighlightSections(false);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    const int character = table_->fontMetrics().horizontalAdvance('0');
    for (int column = 0; column < kRequestColumns; ++column) {
        header->resizeSection(column, widthOf(static_cast<RequestColumn>(column)) * character);
    }
    addCopying(*table_);
}

QWidget* RequestsPage::Parts::makeContent() {
    splitter_->addWidget(table_);
    splitter_->addWidget(details_);
    splitter_->setStretchFactor(0, 1);
    splitter_->setStretchFactor(1, 0);
    splitter_->setSizes({page_.fontMetrics().height() * 20, page_.fontMetrics().height() * 15});
    splitter_->setCollapsible(0, false);
    splitter_->restoreState(QSettings().value(kSplitterKey).toByteArray());
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->addWidget(bar_);
    column->addWidget(notice_);
    column->addWidget(splitter_, 1);
    return content;
}

void RequestsPage::Parts::listen() {
    QObject::connect(&document_, &RunDocument::replaced, &page_, [this] { refresh(); });
    QObject::connect(&document_, &RunDocument::stateChanged, &page_, [this] { refreshEmpty(); });
    QObject::connect(&filtered_, &QAbstractItemModel::rowsInserted, &page_,
                     [this] { refreshCount(); });
    QObject::connect(&filtered_, &QAbstractItemModel::modelAboutToBeReset, &page_,
                     [this] { restoring_ = true; });
    QObject::connect(&filtered_, &QAbstractItemModel::modelReset, &page_,
                     [this] { restoreCurrent(); });
    QObject::connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, &page_,
                     [this] { noteCurrent(); });
    QObject::connect(bar_, &RequestFilterBar::filterChanged, &page_, [this] { applyFilter(); });
    QObject::connect(bar_, &RequestFilterBar::slowestWanted, &page_,
                     [this](RequestColumn column) { showSlowest(column); });
    QObject::connect(details_, &RequestDetails::showInTimeline, &page_, [this] {
        if (currentRow_ >= 0) {
            Q_EMIT page_.showInTimeline(currentRow_);
        }
    });
}

QStringList RequestsPage::Parts::workloadNames() const {
    QStringList names;
    for (const WorkloadView& view : document_.workloads()) {
        names.append(QString::fromStdString(view.spec.name));
    }
    return names;
}

/// Another run.
void RequestsPage::Parts::refresh() {
    bar_->setWorkloads(workloadNames());
    refreshEmpty();
    refreshCount();
}

void RequestsPage::Parts::refreshEmpty() {
    const bool has = !document_.rows().empty() || document_.isLive();
    empty_->setText(
        document_.workloads().empty()
            ? RequestsPage::tr("No requests yet.\nStart a run, or open the results of an earlier "
                               "one.")
            : RequestsPage::tr("These results came without their requests.\nThey stand in "
                               "<workload>_requests.jsonl, beside the summary of a run."));
    stack_->setCurrentIndex(has ? 1 : 0);
}

void RequestsPage::Parts::refreshCount() {
    bar_->setCount(filtered_.rowCount(), requests_.rowCount());
    const std::uint64_t dropped = document_.droppedRows();
    notice_->setNotices(
        dropped == 0 ? QStringList()
                     : QStringList(RequestsPage::tr("Only the last requests of the running "
                                                    "workload are shown until it is done; %1 "
                                                    "earlier ones are kept aside.")
                                       .arg(format::count(dropped))));
}

/// Where all are of one phase, its column says nothing.
void RequestsPage::Parts::applyFilter() {
    filtered_.setFilter(bar_->filter());
    table_->setColumnHidden(static_cast<int>(RequestColumn::Phase), !bar_->filter().warmup);
    refreshCount();
}

void RequestsPage::Parts::showSlowest(RequestColumn column) {
    table_->horizontalHeader()->setSortIndicator(static_cast<int>(column), Qt::DescendingOrder);
    table_->sortByColumn(static_cast<int>(column), Qt::DescendingOrder);
    if (filtered_.rowCount() > 0) {
        makeCurrent(0);
    }
    table_->setFocus();
}

void RequestsPage::Parts::makeCurrent(int proxyRow) {
    const QModelIndex index = filtered_.index(proxyRow, 0);
    table_->setCurrentIndex(index);
    table_->selectRow(proxyRow);
    table_->scrollTo(index);
}

void RequestsPage::Parts::noteCurrent() {
    if (restoring_) {
        return;
    }
    const int row = filtered_.mapToSource(table_->currentIndex()).row();
    showDetails(row);
    Q_EMIT page_.requestSelected(row);
}

void RequestsPage::Parts::showDetails(int row) {
    currentRow_ = row;
    if (row < 0) {
        current_.reset();
        details_->clear();
    } else {
        current_ = requests_.request(row);
        const auto workload = static_cast<std::size_t>(current_->workload);
        details_->showRequest(*current_, requests_.workloadName(current_->workload),
                              workload < document_.workloads().size()
                                  ? typicalOf(document_.workloads()[workload])
                                  : TypicalLatencies());
    }
}

/// Rows are others now; the request is the same, where it is still there. Only a choice of the user
/// is told, so that nothing pulls other views along.
void RequestsPage::Parts::restoreCurrent() {
    restoring_ = false;
    refreshCount();
    if (!current_) {
        return;
    }
    const auto& rows = document_.rows();
    const auto same = std::ranges::find_if(
        rows, [this](const RequestRow& row) { return isSameRequest(row, *current_); });
    const int row = same == rows.end() ? -1 : static_cast<int>(same - rows.begin());
    const QModelIndex shown =
        row < 0 ? QModelIndex() : filtered_.mapFromSource(requests_.index(row, 0));
    if (shown.isValid()) {
        restoring_ = true;
        makeCurrent(shown.row());
        restoring_ = false;
    }
    showDetails(shown.isValid() ? row : -1);
    if (!shown.isValid()) {
        Q_EMIT page_.requestSelected(-1);
    }
}

void RequestsPage::Parts::selectRequest(int row) {
    if (row < 0 || row >= requests_.rowCount()) {
        table_->clearSelection();
        table_->setCurrentIndex({});
        return;
    }
    if (!accepts(filtered_.filter(), requests_.request(row))) {
        RequestFilter wide;
        wide.warmup = requests_.request(row).brief.phase != Phase::Measured;
        bar_->setFilter(wide);
    }
    makeCurrent(filtered_.mapFromSource(requests_.index(row, 0)).row());
}

void RequestsPage::Parts::saveState() const {
    QSettings().setValue(kSplitterKey, splitter_->saveState());
}

RequestsPage::RequestsPage(RunDocument& document, QWidget* parent)
    : QWidget(parent), parts_(std::make_unique<Parts>(document, *this)) {}

RequestsPage::~RequestsPage() {
    parts_->saveState();
}

void RequestsPage::selectRequest(int row) {
    parts_->selectRequest(row);
}

}  // namespace sagebench::ui
