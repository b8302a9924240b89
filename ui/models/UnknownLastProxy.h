// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace sagebench::ui {

/// Sorts a small table by kValueRole: numbers as numbers, words by locale, unknown last in both
/// directions.
class UnknownLastProxy : public QSortFilterProxyModel {
    Q_OBJECT
  public:
    explicit UnknownLastProxy(QObject* parent = nullptr);

  protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

}  // namespace sagebench::ui
