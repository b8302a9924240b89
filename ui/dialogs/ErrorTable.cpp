// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/ErrorTable.h"

#include <QHeaderView>
#include <array>

#include "report/ClientErrorText.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

constexpr std::array<std::optional<ErrorSpread> LatencyErrors::*, 5> kRows{
    &LatencyErrors::ttft, &LatencyErrors::itl, &LatencyErrors::tpot, &LatencyErrors::e2el,
    &LatencyErrors::sendLag};
constexpr std::array<double ErrorSpread::*, 4> kColumns{&ErrorSpread::mean, &ErrorSpread::p50,
                                                        &ErrorSpread::p99, &ErrorSpread::max};

}  // namespace

ErrorTable::ErrorTable(QWidget* parent)
    : QTableWidget(static_cast<int>(kRows.size()), static_cast<int>(kColumns.size()), parent) {
    setVerticalHeaderLabels({tr("TTFT"), tr("ITL"), tr("TPOT"), tr("E2EL"), tr("Send lag")});
    setHorizontalHeaderLabels({tr("Mean"), tr("p50"), tr("p99"), tr("Most")});
    setAccessibleName(tr("Errors of the client"));
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setSectionsClickable(false);
    verticalHeader()->setSectionsClickable(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    clearErrors();
    fitHeight();
}

void ErrorTable::show(const LatencyErrors& errors) {
    for (std::size_t row = 0; row < kRows.size(); ++row) {
        setRow(static_cast<int>(row), errors.*kRows[row]);
    }
}

void ErrorTable::clearErrors() {
    show({});
}

void ErrorTable::setRow(int row, const std::optional<ErrorSpread>& error) {
    for (std::size_t column = 0; column < kColumns.size(); ++column) {
        const QString cell =
            error ? QString::fromStdString(text::signedMs((*error).*kColumns[column]))
                  : format::unknown();
        auto* item = new QTableWidgetItem(cell);
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        setItem(row, static_cast<int>(column), item);
    }
}

void ErrorTable::fitHeight() {
    resizeRowsToContents();
    setFixedHeight(horizontalHeader()->sizeHint().height() + verticalHeader()->length() +
                   2 * frameWidth());
}

}  // namespace sagebench::ui
