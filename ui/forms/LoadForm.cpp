// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/LoadForm.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include "forms/Disclosure.h"
#include "forms/FormGrid.h"
#include "forms/SetupStore.h"
#include "forms/WheelGuard.h"

namespace sagebench::ui {
namespace {

constexpr const char* kFields[] = {"load_arrival",    "load_concurrency", "load_rate",
                                   "load_burstiness", "load_requests",    "load_duration"};

/// Of the list: the first is no process.
std::optional<ArrivalProcess> processAt(int index) {
    return index > 0 ? std::optional(static_cast<ArrivalProcess>(index - 1)) : std::nullopt;
}

bool isOpen(std::optional<ArrivalProcess> process) {
    return process && *process != ArrivalProcess::Closed;
}

void showText(QLineEdit& line, const std::string& text) {
    if (const QString wanted = QString::fromStdString(text); wanted != line.text().trimmed()) {
        line.setText(wanted);
    }
}

}  // namespace

LoadForm::LoadForm(SetupStore& store, QWidget* parent)
    : QWidget(parent),
      store_(store),
      grid_(new FormGrid),
      disclosure_(new Disclosure(grid_, this)),
      arrival_(new QComboBox(grid_)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(disclosure_);
    makeFields();
    show();
}

void LoadForm::makeFields() {
    arrival_->addItems({tr("as each workload says"), tr("closed loop"), tr("constant rate"),
                        tr("Poisson"), tr("gamma")});
    guardFromWheel(*arrival_);
    grid_->addField("load_arrival", tr("Arrivals"), arrival_,
                    tr("A closed loop waits for answers; the others go by the clock"));
    connect(arrival_, &QComboBox::activated, this, &LoadForm::choose);
    concurrency_ = addLine("load_concurrency", tr("At a time"), tr("as each workload says"),
                           tr("Requests in flight, or the word all"), &LoadInput::level);
    rate_ = addLine("load_rate", tr("Rate (1/s)"), tr("such as 10"), tr("Requests a second"),
                    &LoadInput::level);
    burstiness_ =
        addLine("load_burstiness", tr("Burstiness"), "1",
                tr("1 is Poisson, below 1 more bursty, above 1 steadier"), &LoadInput::burstiness);
    requests_ = addLine("load_requests", tr("Requests"), tr("as each workload says"),
                        tr("Measured ones of each workload"), &LoadInput::requests);
    duration_ = addLine("load_duration", tr("Duration"), tr("such as 60s"),
                        tr("Each workload is sent for this long; without a number of requests "
                           "nothing else ends it"),
                        &LoadInput::duration);
}

QLineEdit* LoadForm::addLine(const QString& id, const QString& label, const QString& example,
                             const QString& help, std::string LoadInput::*text) {
    auto* line = new QLineEdit(grid_);
    line->setPlaceholderText(example);
    grid_->addField(id, label, line, help);
    connect(line, &QLineEdit::textEdited, this, [this, id, text](const QString& typed) {
        store_.edit(tr("Edit load"), id,
                    [&](SetupState& state) { state.load.*text = typed.trimmed().toStdString(); });
    });
    return line;
}

void LoadForm::choose(int index) {
    store_.edit(tr("Choose arrivals"), {}, [index](SetupState& state) {
        const auto process = processAt(index);
        if (isOpen(process) != isOpen(state.load.process)) {
            state.load.level.clear();  // a number at a time is no rate
        }
        state.load.process = process;
    });
}

void LoadForm::show() {
    const LoadInput& load = store_.state().load;
    arrival_->setCurrentIndex(load.process ? static_cast<int>(*load.process) + 1 : 0);
    for (QLineEdit* level : {concurrency_, rate_}) {
        showText(*level, load.level);
    }
    showText(*burstiness_, load.burstiness);
    showText(*requests_, load.requests);
    showText(*duration_, load.duration);
    showUsed();
    const QString digest = digestOf(load);
    disclosure_->setTitle(digest.isEmpty() ? tr("Same load for all…")
                                           : tr("Load of all: %1").arg(digest));
}

void LoadForm::showUsed() {
    const auto process = store_.state().load.process;
    grid_->setShown("load_concurrency", process == ArrivalProcess::Closed);
    grid_->setShown("load_rate", isOpen(process));
    grid_->setShown("load_burstiness", process == ArrivalProcess::Gamma);
}

void LoadForm::showProblems(const std::vector<SetupProblem>& problems) {
    for (const char* field : kFields) {
        grid_->setProblem(field, sentenceFor(field, problems));
    }
}

QWidget* LoadForm::reveal(const QString& field) {
    QWidget* editor = grid_->editor(field);
    if (editor) {
        disclosure_->setOpen(true);
    }
    return editor;
}

}  // namespace sagebench::ui
