// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/TableText.h"

#include <gmock/gmock.h>

#include <QStandardItemModel>

namespace sagebench::ui {
namespace {

const TablePart kPart{{"Workload", "TTFT p50 (ms)", "OK"},
                      {{"a|b", 12.3456789012, qlonglong{1234567}}, {"c\td\ne", QVariant(), 0.5}}};

TEST(TableText, tsvHasNumbersInFullAndNothingForUnknown) {
    EXPECT_EQ(asTsv(kPart).toStdString(),
              "Workload\tTTFT p50 (ms)\tOK\n"
              "a|b\t12.3456789012\t1234567\n"
              "c d e\t\t0.5\n");
}

TEST(TableText, markdownIsATableWithNumbersRight) {
    EXPECT_EQ(asMarkdown(kPart).toStdString(),
              "| Workload | TTFT p50 (ms) | OK |\n"
              "| --- | ---: | ---: |\n"
              "| a\\|b | 12.346 | 1234567 |\n"
              "| c d e | n/a | 0.500 |\n");
}

TEST(TableText, wholeNumbersHaveNoDecimals) {
    EXPECT_EQ(asMarkdown({{"x"}, {{40.0}, {1e6}}}).toStdString(),
              "| x |\n| ---: |\n| 40 |\n| 1000000 |\n");
}

TEST(TableText, aPartIsTheRowsAndColumnsAskedFor) {
    QStandardItemModel model(2, 2);
    model.setVerticalHeaderLabels({"first", "second"});
    for (int row = 0; row < 2; ++row) {
        for (int column = 0; column < 2; ++column) {
            model.setData(model.index(row, column), row * 10 + column, kValueRole);
        }
    }
    model.setHeaderData(0, Qt::Horizontal, "A", kValueRole);
    model.setHeaderData(1, Qt::Horizontal, "B (ms)", kValueRole);
    const TablePart part = tablePart(model, {1}, {1, 0}, "Workload");
    EXPECT_EQ(asTsv(part).toStdString(), "Workload\tB (ms)\tA\nsecond\t11\t10\n");
}

}  // namespace
}  // namespace sagebench::ui
