// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringList>

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace sagebench::ui {

/// Picks columns of the results table, by group; a search narrows the list.
class ColumnDialog : public QDialog {
    Q_OBJECT
  public:
    explicit ColumnDialog(const QStringList& chosen, QWidget* parent = nullptr);

    /// Keys of metricColumns().
    QStringList chosen() const;
    void setChosen(const QStringList& keys);

  private:
    void fill();
    void narrow(const QString& text);
    void addButtons();

    QLineEdit* search_;
    QTreeWidget* tree_;
};

}  // namespace sagebench::ui
