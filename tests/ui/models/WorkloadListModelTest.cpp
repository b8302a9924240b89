// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/WorkloadListModel.h"

#include <gmock/gmock.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "forms/WorkloadText.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

std::vector<WorkloadEntry> named(const std::string& letters) {
    std::vector<WorkloadEntry> entries;
    for (const char letter : letters) {
        entries.push_back({{std::string(1, letter), "", 1, 2, 3, 4, 0, false}, true});
    }
    return entries;
}

struct WorkloadListModelTest : testing::Test {
    QString text() const {
        QString names;
        for (int row = 0; row < model.rowCount(); ++row) {
            names += model.index(row).data().toString();
        }
        return names;
    }
    WorkloadListModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(WorkloadListModelTest, showsNameDigestAndCheck) {
    model.setEntries(named("a"));
    const QModelIndex row = model.index(0);
    EXPECT_EQ(row.data().toString(), "a");
    EXPECT_EQ(row.data(WorkloadListModel::DigestRole).toString().toStdString(),
              "1 → 2 tokens · 3 requests · 4 at a time");
    EXPECT_EQ(row.data(Qt::CheckStateRole).toInt(), Qt::Checked);
    EXPECT_FALSE(row.data(WorkloadListModel::BuiltinRole).toBool());
    model.setEntries({{builtinWorkloads()[0], false}});
    EXPECT_TRUE(model.index(0).data(WorkloadListModel::BuiltinRole).toBool());
    EXPECT_EQ(model.index(0).data(Qt::CheckStateRole).toInt(), Qt::Unchecked);
}

TEST_F(WorkloadListModelTest, rowsThatStayKeepTheirIndex) {
    model.setEntries(named("abcd"));
    const QPersistentModelIndex c = model.index(2);
    model.setEntries(named("acd"));
    EXPECT_EQ(c.row(), 1);
    model.setEntries(named("axycd"));
    EXPECT_EQ(c.row(), 3);
    model.setEntries(named("caxyd"));
    EXPECT_EQ(c.row(), 0);
    model.setEntries(named("axycd"));
    EXPECT_EQ(c.row(), 3);
    EXPECT_EQ(text(), "axycd");
}

TEST_F(WorkloadListModelTest, takesAnyList) {
    for (const char* letters : {"abc", "", "xyz", "zyx", "aab", "aa", "aaa", "a", "b", "bacde"}) {
        model.setEntries(named(letters));
        EXPECT_EQ(text(), letters);
        EXPECT_EQ(model.entries(), named(letters));
    }
}

TEST_F(WorkloadListModelTest, aChangedRowIsTold) {
    model.setEntries(named("abc"));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    auto entries = named("abc");
    entries[1].checked = false;
    model.setEntries(entries);
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed[0][0].toModelIndex().row(), 1);
    EXPECT_EQ(changed[0][1].toModelIndex().row(), 1);
}

TEST_F(WorkloadListModelTest, asksForWhatTheUserDoes) {
    model.setEntries(named("abc"));
    QSignalSpy checks(&model, &WorkloadListModel::checkAsked);
    QSignalSpy moves(&model, &WorkloadListModel::moveAsked);
    EXPECT_TRUE(model.setData(model.index(1), Qt::Unchecked, Qt::CheckStateRole));
    EXPECT_EQ(checks.value(0), (QVariantList{1, false}));
    EXPECT_TRUE(model.moveRow({}, 0, {}, 3));
    EXPECT_EQ(moves.value(0), (QVariantList{0, 3}));
    EXPECT_FALSE(model.moveRow({}, 1, {}, 2));
    EXPECT_FALSE(model.moveRow({}, 1, {}, 9));
    EXPECT_EQ(text(), "abc");
}

}  // namespace
}  // namespace sagebench::ui
