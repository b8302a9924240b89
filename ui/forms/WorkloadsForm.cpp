// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/WorkloadsForm.h"

#include <QAction>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "base/Files.h"
#include "dialogs/WorkloadDialog.h"
#include "forms/FaintLabel.h"
#include "forms/ProblemLabel.h"
#include "forms/SetupStore.h"
#include "forms/WorkloadDelegate.h"
#include "forms/WorkloadText.h"
#include "models/WorkloadListModel.h"
#include "plan/PlanFile.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

constexpr int kFewestRows = 3;
constexpr int kMostRows = 7;

WorkloadSpec newWorkload() {
    WorkloadSpec spec;
    spec.name = "workload";
    spec.promptTokens = spec.outputTokens = 128;
    spec.numRequests = 20;
    spec.concurrency = 4;
    return spec;
}

Result<std::vector<WorkloadSpec>> readWorkloads(const QString& path) {
    const auto text = readFile(path.toStdString());
    return text ? parseWorkloads(*text, path.toStdString()) : tl::unexpected(text.error());
}

}  // namespace

WorkloadsForm::WorkloadsForm(SetupStore& store, QWidget* parent)
    : QWidget(parent),
      store_(store),
      model_(new WorkloadListModel(this)),
      list_(new QListView(this)),
      add_(new QMenu(this)),
      digest_(new FaintLabel({}, this)),
      problem_(new ProblemLabel(this)),
      fileProblem_(new ProblemLabel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    column->addWidget(list_);
    list_->setModel(model_);
    list_->setItemDelegate(new WorkloadDelegate(list_));
    list_->setObjectName("workloads");
    list_->setAccessibleName(tr("Workloads"));
    list_->setDragDropMode(QAbstractItemView::InternalMove);
    list_->setDefaultDropAction(Qt::MoveAction);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setContextMenuPolicy(Qt::ActionsContextMenu);
    list_->setUniformItemSizes(true);
    makeActions();
    makeButtons(column);
    column->addWidget(digest_);
    column->addWidget(problem_);
    column->addWidget(fileProblem_);
    connect(model_, &WorkloadListModel::checkAsked, this, &WorkloadsForm::check);
    connect(model_, &WorkloadListModel::moveAsked, this, &WorkloadsForm::move);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &WorkloadsForm::showActions);
    connect(list_, &QListView::doubleClicked, this, &WorkloadsForm::edit);
    connect(add_, &QMenu::aboutToShow, this, &WorkloadsForm::fillAddMenu);
    show();
    select(0);
}

QAction* WorkloadsForm::addAction(const QString& text, const QString& tip, const QKeySequence& key,
                                  void (WorkloadsForm::*slot)()) {
    auto* action = new QAction(text, list_);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    const QString shortcut = key.toString(QKeySequence::NativeText);
    action->setToolTip(shortcut.isEmpty() ? tip : QString("%1 (%2)").arg(tip, shortcut));
    connect(action, &QAction::triggered, this, slot);
    list_->addAction(action);
    return action;
}

void WorkloadsForm::makeActions() {
    edit_ = addAction(tr("Edit…"), tr("Edit the workload; of a built-in one, a copy"),
                      QKeySequence(Qt::Key_F2), &WorkloadsForm::edit);
    duplicate_ = addAction(tr("Copy"), tr("Duplicate the workload"),
                           QKeySequence(Qt::CTRL | Qt::Key_D), &WorkloadsForm::duplicate);
    remove_ = addAction(tr("Remove"), tr("Remove the workload from the list"),
                        QKeySequence(Qt::Key_Delete), &WorkloadsForm::remove);
    up_ = addAction(tr("Move up"), tr("Run it earlier"), QKeySequence(Qt::CTRL | Qt::Key_Up),
                    &WorkloadsForm::moveUp);
    down_ = addAction(tr("Move down"), tr("Run it later"), QKeySequence(Qt::CTRL | Qt::Key_Down),
                      &WorkloadsForm::moveDown);
}

void WorkloadsForm::makeButtons(QVBoxLayout* column) {
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    auto* add = new QToolButton(this);
    add->setText(tr("&Add"));
    add->setObjectName("addWorkload");
    add->setToolTip(tr("New workload, workloads of a file, built-in ones"));
    add->setMenu(add_);
    add->setPopupMode(QToolButton::InstantPopup);
    add->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(add);
    const std::pair<QAction*, Qt::ArrowType> kinds[] = {{edit_, Qt::NoArrow},
                                                        {duplicate_, Qt::NoArrow},
                                                        {remove_, Qt::NoArrow},
                                                        {up_, Qt::UpArrow},
                                                        {down_, Qt::DownArrow}};
    for (const auto& [action, arrow] : kinds) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setArrowType(arrow);
        button->setAccessibleName(action->text());
        button->setToolButtonStyle(arrow == Qt::NoArrow ? Qt::ToolButtonTextOnly
                                                        : Qt::ToolButtonIconOnly);
        button->setFocusPolicy(Qt::StrongFocus);
        if (arrow == Qt::UpArrow) {
            row->addStretch(1);
        }
        row->addWidget(button);
    }
    column->addLayout(row);
}

void WorkloadsForm::fillAddMenu() {
    add_->clear();
    add_->addAction(tr("&New…"), this, &WorkloadsForm::addNew);
    add_->addAction(tr("&Open file…"), this, &WorkloadsForm::openFile);
    add_->addSeparator();
    const auto names = namesOf(store_.state().workloads);
    for (const WorkloadSpec& spec : builtinWorkloads()) {
        QAction* action = add_->addAction(QString::fromStdString(spec.name), this, [this, spec] {
            insert(tr("Add workload"), model_->rowCount(), {spec});
        });
        action->setToolTip(QString::fromStdString(spec.description));
        action->setEnabled(std::find(names.begin(), names.end(), spec.name) == names.end());
    }
}

int WorkloadsForm::currentRow() const {
    return list_->currentIndex().isValid() ? list_->currentIndex().row() : -1;
}

void WorkloadsForm::select(int row) {
    if (model_->rowCount() > 0) {
        list_->setCurrentIndex(model_->index(std::clamp(row, 0, model_->rowCount() - 1)));
    }
    showActions();
}

void WorkloadsForm::show() {
    const auto shown = loadedWorkloads(store_.state());
    model_->setEntries(shown);
    digest_->setNote(digestOf(shown));
    fitList();
    if (currentRow() < 0) {
        select(0);
    }
    showActions();
}

void WorkloadsForm::fitList() {
    const int rows = std::clamp(model_->rowCount(), kFewestRows, kMostRows);
    const int height = 2 * fontMetrics().height() + 6;  // of the delegate's rows
    list_->setFixedHeight(rows * height + 2 * list_->frameWidth());
}

void WorkloadsForm::showActions() {
    const int row = currentRow();
    for (QAction* action : {edit_, duplicate_, remove_}) {
        action->setEnabled(row >= 0);
    }
    up_->setEnabled(row > 0);
    down_->setEnabled(row >= 0 && row < model_->rowCount() - 1);
}

void WorkloadsForm::showProblems(const std::vector<SetupProblem>& problems) {
    problem_->setProblem(sentenceFor("workloads", problems));
    list_->setAccessibleDescription(problem_->problem().isEmpty() ? digest_->text()
                                                                  : problem_->problem());
}

QWidget* WorkloadsForm::reveal(const QString& field) {
    return field == "workloads" ? list_ : nullptr;
}

void WorkloadsForm::check(int row, bool checked) {
    store_.edit(checked ? tr("Check workload") : tr("Uncheck workload"), {},
                [&](SetupState& state) {
                    state.workloads[static_cast<std::size_t>(row)].checked = checked;
                });
}

void WorkloadsForm::move(int row, int before) {
    if (row < 0 || before < 0 || before > model_->rowCount()) {
        return;
    }
    store_.edit(tr("Move workload"), {}, [&](SetupState& state) {
        state.workloads = moved(std::move(state.workloads), row, before);
    });
    select(before > row ? before - 1 : before);
}

void WorkloadsForm::insert(const QString& text, int row, const std::vector<WorkloadSpec>& specs) {
    store_.edit(text, {}, [&](SetupState& state) {
        auto at = state.workloads.begin() + row;
        for (WorkloadSpec spec : specs) {
            spec.name = freeName(spec.name, namesOf(state.workloads));
            at = state.workloads.insert(at, {std::move(spec), true}) + 1;
        }
    });
    fileProblem_->setProblem({});
    select(row);
}

void WorkloadsForm::askFor(const WorkloadSpec& spec, const std::vector<std::string>& taken,
                           const QString& note,
                           const std::function<void(const WorkloadSpec&)>& use) {
    auto* dialog = new WorkloadDialog(spec, taken, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNote(note);
    connect(dialog, &QDialog::accepted, this, [dialog, use] { use(dialog->spec()); });
    dialog->open();
}

void WorkloadsForm::addNew() {
    WorkloadSpec spec = newWorkload();
    const auto taken = namesOf(store_.state().workloads);
    spec.name = freeName(spec.name, taken);
    askFor(spec, taken, {}, [this](const WorkloadSpec& made) {
        insert(tr("Add workload"), model_->rowCount(), {made});
    });
}

void WorkloadsForm::edit() {
    const int row = currentRow();
    if (row < 0) {
        return;
    }
    WorkloadSpec spec = store_.state().workloads[static_cast<std::size_t>(row)].spec;
    auto taken = namesOf(store_.state().workloads);
    if (isBuiltin(spec)) {
        const QString note = tr("%1 is built in and stays as it is; this is a copy of it.")
                                 .arg(QString::fromStdString(spec.name));
        spec.name = freeName(spec.name, taken);
        askFor(spec, taken, note, [this, row](const WorkloadSpec& made) {
            insert(tr("Add workload"), row + 1, {made});
        });
        return;
    }
    taken.erase(taken.begin() + row);
    askFor(spec, taken, {}, [this, row](const WorkloadSpec& made) {
        store_.edit(tr("Edit workload"), {}, [&](SetupState& state) {
            state.workloads[static_cast<std::size_t>(row)].spec = made;
        });
    });
}

void WorkloadsForm::duplicate() {
    if (const int row = currentRow(); row >= 0) {
        insert(tr("Duplicate workload"), row + 1,
               {store_.state().workloads[static_cast<std::size_t>(row)].spec});
    }
}

void WorkloadsForm::remove() {
    const int row = currentRow();
    if (row < 0) {
        return;
    }
    store_.edit(tr("Remove workload"), {},
                [&](SetupState& state) { state.workloads.erase(state.workloads.begin() + row); });
    select(row);
}

void WorkloadsForm::openFile() {
    auto* dialog =
        new QFileDialog(this, tr("Open workloads"), {}, tr("Workloads (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &WorkloadsForm::addFile);
    dialog->open();
}

Result<void> WorkloadsForm::addFile(const QString& path) {
    const auto specs = readWorkloads(path);
    if (!specs) {
        fileProblem_->setProblem(QString::fromStdString(specs.error().message));
        return tl::unexpected(specs.error());
    }
    insert(tr("Add workloads of a file"), model_->rowCount(), *specs);
    return {};
}

}  // namespace sagebench::ui
