// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/UnknownLastProxy.h"

#include "models/TableText.h"

namespace sagebench::ui {

UnknownLastProxy::UnknownLastProxy(QObject* parent) : QSortFilterProxyModel(parent) {
    setSortRole(kValueRole);
}

bool UnknownLastProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const bool leftKnown = left.data(kValueRole).isValid();
    const bool rightKnown = right.data(kValueRole).isValid();
    if (leftKnown != rightKnown) {
        // A descending sort asks with the sides changed.
        return sortOrder() == Qt::AscendingOrder ? leftKnown : rightKnown;
    }
    return QSortFilterProxyModel::lessThan(left, right);
}

}  // namespace sagebench::ui
