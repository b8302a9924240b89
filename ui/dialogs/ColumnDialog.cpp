// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/ColumnDialog.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

#include "models/MetricColumns.h"

namespace sagebench::ui {
namespace {

constexpr int kKey = Qt::UserRole;

QTreeWidgetItem* groupItem(QTreeWidget& tree, const QString& group) {
    const auto found = tree.findItems(group, Qt::MatchExactly);
    if (!found.isEmpty()) {
        return found.front();
    }
    auto* item = new QTreeWidgetItem(&tree, {group});
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
    return item;
}

QString nameOf(const MetricColumn& column) {
    return column.unit.isEmpty() ? column.label : QString("%1 (%2)").arg(column.label, column.unit);
}

}  // namespace

ColumnDialog::ColumnDialog(const QStringList& chosen, QWidget* parent)
    : QDialog(parent), search_(new QLineEdit(this)), tree_(new QTreeWidget(this)) {
    setWindowTitle(tr("Columns"));
    search_->setPlaceholderText(tr("Search metrics"));
    search_->setAccessibleName(tr("Search metrics"));
    search_->setClearButtonEnabled(true);
    tree_->setHeaderHidden(true);
    tree_->setAccessibleName(tr("Metrics"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(search_);
    layout->addWidget(tree_);
    fill();
    addButtons();
    setChosen(chosen);
    connect(search_, &QLineEdit::textChanged, this, &ColumnDialog::narrow);
    resize(fontMetrics().averageCharWidth() * 55, fontMetrics().height() * 30);
}

void ColumnDialog::fill() {
    for (const MetricColumn& column : metricColumns()) {
        auto* item = new QTreeWidgetItem(groupItem(*tree_, column.group), {nameOf(column)});
        item->setData(0, kKey, column.key);
        item->setToolTip(0, "<qt>" + column.definition.toHtmlEscaped() + "</qt>");
        item->setCheckState(0, Qt::Unchecked);
    }
}

void ColumnDialog::addButtons() {
    auto* buttons = new QDialogButtonBox(
        QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
    layout()->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            [this] { setChosen(defaultMetricKeys()); });
}

QStringList ColumnDialog::chosen() const {
    QStringList keys;
    for (QTreeWidgetItemIterator it(tree_, QTreeWidgetItemIterator::Checked); *it; ++it) {
        if (const QString key = (*it)->data(0, kKey).toString(); !key.isEmpty()) {
            keys.append(key);
        }
    }
    return keys;
}

void ColumnDialog::setChosen(const QStringList& keys) {
    for (QTreeWidgetItemIterator it(tree_, QTreeWidgetItemIterator::NoChildren); *it; ++it) {
        const bool on = keys.contains((*it)->data(0, kKey).toString());
        (*it)->setCheckState(0, on ? Qt::Checked : Qt::Unchecked);
        if (on && (*it)->parent()) {
            (*it)->parent()->setExpanded(true);
        }
    }
}

void ColumnDialog::narrow(const QString& text) {
    for (int i = 0; i < tree_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = tree_->topLevelItem(i);
        int shown = 0;
        for (int j = 0; j < group->childCount(); ++j) {
            const bool fits = group->child(j)->text(0).contains(text, Qt::CaseInsensitive) ||
                              group->text(0).contains(text, Qt::CaseInsensitive);
            group->child(j)->setHidden(!fits);
            shown += fits;
        }
        group->setHidden(shown == 0);
        group->setExpanded(group->isExpanded() || (shown > 0 && !text.isEmpty()));
    }
}

}  // namespace sagebench::ui
