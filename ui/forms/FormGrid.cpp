// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/FormGrid.h"

#include <QLabel>
#include <QToolButton>

#include "forms/FaintLabel.h"
#include "forms/ProblemLabel.h"

namespace sagebench::ui {
namespace {

constexpr int kLabel = 0;
constexpr int kEditor = 1;
constexpr int kReset = 2;

QString withoutMnemonic(QString label) {
    return label.remove('&');
}

}  // namespace

FormGrid::FormGrid(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(0);
    grid_->setVerticalSpacing(5);
    grid_->setColumnStretch(kEditor, 1);
    grid_->setColumnMinimumWidth(kLabel, fontMetrics().averageCharWidth() * 17);
}

FormGrid::Row& FormGrid::addRow(const QString& id, QWidget* editor, const QString& help) {
    Row& row = rows_[id];
    row.editor = editor;
    row.help = help;
    row.note = new FaintLabel({}, this);
    row.problem = new ProblemLabel(this);
    editor->setObjectName(id);
    editor->setToolTip(help);
    return row;
}

void FormGrid::addField(const QString& id, const QString& label, QWidget* editor,
                        const QString& help) {
    Row& row = addRow(id, editor, help);
    const int line = grid_->rowCount();
    row.label = new QLabel(label, this);
    row.label->setBuddy(editor);
    row.label->setWordWrap(true);
    row.label->setContentsMargins(0, 0, 8, 0);
    row.label->setToolTip(help);
    row.label->setFixedWidth(grid_->columnMinimumWidth(kLabel));
    editor->setAccessibleName(withoutMnemonic(label));
    const bool isTall = editor->sizeHint().height() > 2 * row.label->sizeHint().height();
    grid_->addWidget(row.label, line, kLabel, isTall ? Qt::AlignTop : Qt::Alignment());
    grid_->addWidget(editor, line, kEditor, 1, resettable_ ? 1 : 2);
    addReset(id, withoutMnemonic(label), row, line);
    grid_->addWidget(row.note, line + 1, kEditor, 1, 2);
    grid_->addWidget(row.problem, line + 2, kEditor, 1, 2);
    describe(row);
}

void FormGrid::addWide(const QString& id, QWidget* editor, const QString& help) {
    Row& row = addRow(id, editor, help);
    const int line = grid_->rowCount();
    grid_->addWidget(editor, line, kLabel, 1, 2);
    addReset(id, editor->accessibleName(), row, line);
    grid_->addWidget(row.note, line + 1, kLabel, 1, 3);
    grid_->addWidget(row.problem, line + 2, kLabel, 1, 3);
    describe(row);
}

void FormGrid::addReset(const QString& id, const QString& name, Row& row, int line) {
    if (!resettable_) {
        return;
    }
    row.reset = new QToolButton(this);
    row.reset->setText(QStringLiteral("↺"));
    row.reset->setAutoRaise(true);
    row.reset->setFocusPolicy(Qt::TabFocus);
    row.reset->setToolTip(tr("Back to the default"));
    row.reset->setAccessibleName(tr("%1: back to the default").arg(name));
    row.reset->hide();
    grid_->addWidget(row.reset, line, kReset, Qt::AlignTop);
    connect(row.reset, &QToolButton::clicked, this, [this, id] { Q_EMIT resetAsked(id); });
}

QWidget* FormGrid::editor(const QString& id) const {
    const auto it = rows_.find(id);
    return it == rows_.end() ? nullptr : it->second.editor;
}

QString FormGrid::problem(const QString& id) const {
    return rows_.at(id).problem->problem();
}

void FormGrid::setShown(const QString& id, bool shown) {
    Row& row = rows_.at(id);
    row.shown = shown;
    row.editor->setVisible(shown);
    if (row.label) {
        row.label->setVisible(shown);
    }
    row.note->setVisible(shown && !row.note->text().isEmpty());
    row.problem->setVisible(shown && !row.problem->problem().isEmpty());
}

void FormGrid::setChanged(const QString& id, bool changed) {
    Row& row = rows_.at(id);
    if (row.label) {
        QFont font = row.label->font();
        font.setBold(changed);
        row.label->setFont(font);
    }
    if (row.reset) {
        row.reset->setVisible(changed);
    }
}

void FormGrid::setNote(const QString& id, const QString& note) {
    Row& row = rows_.at(id);
    row.note->setText(note);
    row.note->setVisible(row.shown && !note.isEmpty());
}

void FormGrid::setProblem(const QString& id, const QString& sentence) {
    Row& row = rows_.at(id);
    row.problem->setProblem(sentence);
    row.problem->setVisible(row.shown && !sentence.isEmpty());
    describe(row);
}

void FormGrid::describe(Row& row) {
    const QString problem = row.problem->problem();
    row.editor->setAccessibleDescription(problem.isEmpty() ? row.help : problem);
}

}  // namespace sagebench::ui
