// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SetupPanel.h"

#include <QDir>
#include <QEvent>
#include <QLabel>
#include <QScrollArea>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>

#include "forms/BackendForm.h"
#include "forms/CampaignForm.h"
#include "forms/GoalForm.h"
#include "forms/LoadForm.h"
#include "forms/RunForm.h"
#include "forms/SetupProblems.h"
#include "forms/SetupSettings.h"
#include "forms/SetupStore.h"
#include "forms/TabOrder.h"
#include "forms/WorkloadsForm.h"

namespace sagebench::ui {
namespace {

QLabel* makeTitle(const QString& text, QWidget* parent) {
    auto* title = new QLabel(text, parent);
    QFont font = title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.1);
    title->setFont(font);
    return title;
}

}  // namespace

class SetupPanel::Parts {
  public:
    Parts(SetupPanel& panel, BackendList all)
        : store(initialState()),
          backends(std::move(all)),
          scroll(new QScrollArea(&panel)),
          content(new QWidget),
          backend(new BackendForm(store, backends, content)),
          workloads(new WorkloadsForm(store, content)),
          load(new LoadForm(store, content)),
          goals(new GoalForm(store, content)),
          campaign(new CampaignForm(store, content)),
          run(new RunForm(store, content)) {
        auto* outer = new QVBoxLayout(&panel);
        outer->setContentsMargins(0, 0, 0, 0);
        outer->addWidget(scroll);
        scroll->setWidget(content);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setFocusPolicy(Qt::NoFocus);
        layOut();
    }

    void layOut() {
        auto* column = new QVBoxLayout(content);
        const std::pair<QString, std::vector<QWidget*>> sections[] = {
            {SetupPanel::tr("Engine"), {backend}},
            {SetupPanel::tr("Workloads"), {workloads, load}},
            {SetupPanel::tr("Goals"), {goals, campaign}},
            {SetupPanel::tr("Run"), {run}}};
        for (const auto& [title, forms] : sections) {
            column->addWidget(makeTitle(title, content));
            for (QWidget* form : forms) {
                column->addWidget(form);
            }
            column->addSpacing(8);
        }
        column->addStretch(1);
    }

    void refresh() {
        facts = observe(store.state());
        problems = problemsOf(store.state(), facts, backendOf(backends, store.state().backend));
        backend->show();
        workloads->show();
        load->show();
        goals->show();
        campaign->show();
        run->show(facts);
        backend->showProblems(problems);
        workloads->showProblems(problems);
        load->showProblems(problems);
        goals->showProblems(problems);
        campaign->showProblems(problems);
        run->showProblems(problems);
        chainTabOrder(*content);
    }

    QWidget* reveal(const QString& field) const {
        for (QWidget* found :
             {backend->reveal(field), workloads->reveal(field), load->reveal(field),
              goals->reveal(field), campaign->reveal(field), run->reveal(field)}) {
            if (found) {
                return found;
            }
        }
        return nullptr;
    }

    SetupStore store;
    const BackendList backends;
    SetupFacts facts;
    std::vector<SetupProblem> problems;
    QScrollArea* scroll;
    QWidget* content;
    BackendForm* backend;
    WorkloadsForm* workloads;
    LoadForm* load;
    GoalForm* goals;
    CampaignForm* campaign;
    RunForm* run;
};

SetupPanel::SetupPanel(QWidget* parent) : SetupPanel(registeredBackends(), parent) {}

SetupPanel::SetupPanel(BackendList backends, QWidget* parent)
    : QWidget(parent), parts_(std::make_unique<Parts>(*this, std::move(backends))) {
    setMinimumWidth(fontMetrics().averageCharWidth() * 44);
    connect(&parts_->store, &SetupStore::changed, this, [this] {
        parts_->refresh();
        Q_EMIT planChanged();
    });
    parts_->refresh();
}

SetupPanel::~SetupPanel() {
    delete parts_->scroll;  // its forms know the store
}

RunPlan SetupPanel::plan() const {
    return planOf(parts_->store.state());
}

void SetupPanel::setPlan(const RunPlan& plan) {
    parts_->store.change(tr("Open plan"), withPlan(parts_->store.state(), plan));
}

void SetupPanel::chooseBackend(const std::string& id) {
    parts_->store.edit(tr("Choose backend"), {}, [&id](SetupState& state) { state.backend = id; });
}

bool SetupPanel::chooseModelFile(const QString& path) {
    const auto* taker = backendForModelFiles(parts_->backends, parts_->store.state().backend);
    if (!taker) {
        return false;
    }
    parts_->store.edit(tr("Choose model"), {}, [&](SetupState& state) {
        state.backend = taker->id;
        state.inputs[taker->id].model = QDir::toNativeSeparators(path).toStdString();
    });
    return true;
}

QStringList SetupPanel::problems() const {
    QStringList sentences;
    for (const SetupProblem& problem : parts_->problems) {
        sentences += QString("%1: %2").arg(problem.where, problem.sentence);
    }
    return sentences;
}

void SetupPanel::showFirstProblem() {
    if (!parts_->problems.empty()) {
        showField(parts_->problems.front().field);
    }
}

void SetupPanel::showField(const QString& id) {
    QWidget* field = parts_->reveal(id);
    if (!field) {
        return;
    }
    field->setFocus(Qt::OtherFocusReason);
    // What was opened just now has its place only after the layout.
    QTimer::singleShot(0, field, [scroll = parts_->scroll, field] {
        scroll->ensureWidgetVisible(field, 0, field->height() * 2);
    });
}

void SetupPanel::setEditable(bool editable) {
    parts_->content->setEnabled(editable);
    parts_->refresh();  // a run has filled the folder
}

QUndoStack& SetupPanel::undoStack() {
    return parts_->store.undoStack();
}

void SetupPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) {
        parts_->refresh();  // files may have come or gone meanwhile
    }
    QWidget::changeEvent(event);
}

void SetupPanel::saveState() const {
    QSettings settings;
    saveSetup(settings, parts_->store.state());
    parts_->backend->rememberModel();
}

void SetupPanel::restoreState() {
    const QSettings settings;
    parts_->store.reset(restoreSetup(settings, parts_->store.state()));
}

}  // namespace sagebench::ui
