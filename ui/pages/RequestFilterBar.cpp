// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/RequestFilterBar.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>
#include <array>

#include "style/Format.h"

namespace sagebench::ui {
namespace {

constexpr int kNameChars = 24;
constexpr std::array kSlowestBy{RequestColumn::E2el, RequestColumn::Ttft, RequestColumn::Tpot,
                                RequestColumn::LongestGap, RequestColumn::SendLag};

int outcomeIndex(std::optional<Outcome> outcome) {
    return outcome ? static_cast<int>(*outcome) + 1 : 0;
}

}  // namespace

RequestFilterBar::RequestFilterBar(QWidget* parent)
    : QWidget(parent),
      outcome_(new QComboBox(this)),
      workload_(new QComboBox(this)),
      warmup_(new QCheckBox(tr("&Warm-up"), this)),
      search_(new QLineEdit(this)),
      slowest_(new QToolButton(this)),
      count_(new QLabel(this)) {
    outcome_->addItems({tr("All outcomes"), format::outcome(Outcome::Ok),
                        format::outcome(Outcome::Failed), format::outcome(Outcome::Cancelled)});
    outcome_->setAccessibleName(tr("Outcome"));
    workload_->setAccessibleName(tr("Workload"));
    workload_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    workload_->setMinimumContentsLength(kNameChars);
    warmup_->setToolTip(tr("Show warm-up requests too; they are in no figure"));
    search_->setPlaceholderText(tr("Index or error"));
    search_->setAccessibleName(tr("Search by index or error"));
    search_->setClearButtonEnabled(true);
    setWorkloads({});
    makeSlowest();
    layOut();
    connect(outcome_, &QComboBox::currentIndexChanged, this, &RequestFilterBar::filterChanged);
    connect(workload_, &QComboBox::currentIndexChanged, this, &RequestFilterBar::filterChanged);
    connect(warmup_, &QCheckBox::toggled, this, &RequestFilterBar::filterChanged);
    connect(search_, &QLineEdit::textChanged, this, &RequestFilterBar::filterChanged);
}

void RequestFilterBar::makeSlowest() {
    slowest_->setText(tr("&Slowest"));
    slowest_->setToolTip(tr("Sorts by latency, the slowest request first, and selects it"));
    slowest_->setPopupMode(QToolButton::MenuButtonPopup);
    auto* menu = new QMenu(slowest_);
    for (const RequestColumn column : kSlowestBy) {
        menu->addAction(tr("By %1").arg(requestColumnInfo(column).label), this, [this, column] {
            slowestBy_ = column;
            Q_EMIT slowestWanted(column);
        });
    }
    slowest_->setMenu(menu);
    connect(slowest_, &QToolButton::clicked, this, [this] { Q_EMIT slowestWanted(slowestBy_); });
}

void RequestFilterBar::layOut() {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(slowest_);
    row->addWidget(outcome_);
    row->addWidget(workload_);
    row->addWidget(warmup_);
    row->addWidget(search_, 1);
    row->addWidget(count_);
}

RequestFilter RequestFilterBar::filter() const {
    RequestFilter filter;
    if (outcome_->currentIndex() > 0) {
        filter.outcome = static_cast<Outcome>(outcome_->currentIndex() - 1);
    }
    filter.workload = workload_->currentIndex() - 1;
    filter.warmup = warmup_->isChecked();
    filter.text = search_->text().trimmed();
    return filter;
}

void RequestFilterBar::setFilter(const RequestFilter& wanted) {
    if (wanted == filter()) {
        return;
    }
    {
        const QSignalBlocker block(this);
        outcome_->setCurrentIndex(outcomeIndex(wanted.outcome));
        workload_->setCurrentIndex(wanted.workload + 1);
        warmup_->setChecked(wanted.warmup);
        search_->setText(wanted.text);
    }
    Q_EMIT filterChanged();
}

void RequestFilterBar::setWorkloads(const QStringList& names) {
    const QString chosen = workload_->currentIndex() > 0 ? workload_->currentText() : QString();
    {
        const QSignalBlocker block(workload_);
        workload_->clear();
        workload_->addItem(tr("All workloads"));
        for (const QString& name : names) {
            workload_->addItem(name);
            workload_->setItemData(workload_->count() - 1, name, Qt::ToolTipRole);
        }
        workload_->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(0, workload_->findText(chosen)));
    }
    Q_EMIT filterChanged();
}

void RequestFilterBar::setCount(int shown, int all) {
    const auto text = [](int count) { return format::count(static_cast<std::uint64_t>(count)); };
    count_->setText(shown == all ? tr("%1 requests").arg(text(all))
                                 : tr("%1 of %2 requests").arg(text(shown), text(all)));
}

}  // namespace sagebench::ui
