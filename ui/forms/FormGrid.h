// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGridLayout>
#include <QWidget>
#include <map>

class QLabel;
class QToolButton;

namespace sagebench::ui {

class FaintLabel;
class ProblemLabel;

/// Fields below each other: label, editor, a way back to the default; below it a note and what is
/// wrong. A field is known by its id.
class FormGrid : public QWidget {
    Q_OBJECT
  public:
    explicit FormGrid(QWidget* parent = nullptr);

    /// The label is the editor's buddy. `label` may hold a mnemonic.
    void addField(const QString& id, const QString& label, QWidget* editor,
                  const QString& help = {});
    /// The editor says itself what it is.
    void addWide(const QString& id, QWidget* editor, const QString& help = {});
    /// Gives all fields that are added afterwards a button that asks for the default.
    void setResettable() { resettable_ = true; }

    bool has(const QString& id) const { return rows_.contains(id); }
    QWidget* editor(const QString& id) const;
    QString problem(const QString& id) const;
    void setShown(const QString& id, bool shown);
    void setChanged(const QString& id, bool changed);
    void setNote(const QString& id, const QString& note);
    void setProblem(const QString& id, const QString& sentence);

  Q_SIGNALS:
    void resetAsked(const QString& id);

  private:
    struct Row {
        QLabel* label = nullptr;
        QWidget* editor = nullptr;
        QToolButton* reset = nullptr;
        FaintLabel* note = nullptr;
        ProblemLabel* problem = nullptr;
        QString help;
        bool shown = true;
    };
    Row& addRow(const QString& id, QWidget* editor, const QString& help);
    void addReset(const QString& id, const QString& name, Row& row, int line);
    void describe(Row& row);

    QGridLayout* grid_;
    bool resettable_ = false;
    std::map<QString, Row> rows_;
};

}  // namespace sagebench::ui
