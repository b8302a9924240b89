// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/GoalForm.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QVBoxLayout>

#include "forms/FieldText.h"
#include "forms/FormGrid.h"
#include "forms/SetupStore.h"
#include "forms/WheelGuard.h"

namespace sagebench::ui {
namespace {

void showText(QLineEdit& line, const std::string& text) {
    if (const QString wanted = QString::fromStdString(text); wanted != line.text().trimmed()) {
        line.setText(wanted);
        line.setCursorPosition(0);  // what it begins with is seen
    }
}

QString nameOf(const Contract& contract) {
    return QString::fromStdString(contract.name);
}

bool isBuiltin(const Contract& contract) {
    const auto& all = builtinContracts();
    return std::ranges::find(all, contract) != all.end();
}

}  // namespace

GoalForm::GoalForm(SetupStore& store, QWidget* parent)
    : QWidget(parent),
      store_(store),
      grid_(new FormGrid(this)),
      slos_(new QLineEdit(grid_)),
      target_(new QLineEdit(grid_)),
      fail_(new QCheckBox(tr("Missed: exit code &3"), grid_)),
      contract_(new QComboBox(grid_)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(grid_);
    makeFields();
    connectFields();
    show();
}

void GoalForm::makeFields() {
    slos_->setPlaceholderText(tr("none; such as ttft=200ms,p95:tpot=30ms"));
    target_->setPlaceholderText("99");
    fail_->setAccessibleName(tr("Missed: exit code 3"));
    contract_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    guardFromWheel(*contract_);
    grid_->addField("slos", tr("S&LO"), slos_,
                    tr("Limits of ttft, tpot, tbt, e2el, ttft_scheduled or e2el_scheduled for each "
                       "request; with p95: before it a percentile of the run, of itl, icl and "
                       "send_lag too"));
    grid_->addField("slo_target", tr("Met by (%)"), target_,
                    tr("Share of the requests that has to meet all limits on each request"));
    grid_->addWide("fail_on_slo", fail_,
                   tr("Of this plan on the command line, where its SLOs are missed"));
    grid_->addField("contract", tr("Contract"), contract_,
                    tr("Thresholds that each workload has to meet; told in the report"));
}

void GoalForm::connectFields() {
    connect(slos_, &QLineEdit::textEdited, this, [this](const QString& text) {
        store_.edit(tr("Edit SLO"), "slos",
                    [&](SetupState& state) { state.goals.slos = text.trimmed().toStdString(); });
    });
    connect(target_, &QLineEdit::textEdited, this, [this](const QString& text) {
        store_.edit(tr("Edit SLO target"), "slo_target",
                    [&](SetupState& state) { state.goals.target = text.trimmed().toStdString(); });
    });
    connect(fail_, &QCheckBox::clicked, this, [this](bool on) {
        store_.edit(tr("Choose exit code"), {},
                    [&](SetupState& state) { state.goals.failWhenMissed = on; });
    });
    connect(contract_, &QComboBox::activated, this, &GoalForm::chooseContract);
}

void GoalForm::chooseContract(int index) {
    const QString selector = contract_->itemData(index).toString();
    if (selector == "file") {
        showContract();
        browse();
    } else if (selector.isEmpty()) {
        grid_->setProblem("contract", {});
        store_.edit(tr("Choose contract"), {},
                    [](SetupState& state) { state.goals.contract.reset(); });
    } else if (selector != "own") {
        takeContract(selector);
    }
}

void GoalForm::browse() {
    auto* dialog =
        new QFileDialog(this, tr("Choose a contract"), {}, tr("Contracts (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { takeContract(path); });
    dialog->open();
}

Result<void> GoalForm::takeContract(const QString& selector) {
    const auto contract = selectContract(selector.toStdString());
    grid_->setProblem("contract", contract ? QString() : complaintOf(contract.error()));
    if (!contract) {
        return tl::unexpected(contract.error());
    }
    store_.edit(tr("Choose contract"), {},
                [&](SetupState& state) { state.goals.contract = *contract; });
    return {};
}

void GoalForm::show() {
    const GoalInput& goals = store_.state().goals;
    showText(*slos_, goals.slos);
    showText(*target_, goals.target);
    fail_->setChecked(goals.failWhenMissed);
    grid_->setShown("slo_target", !goals.slos.empty() || !goals.target.empty());
    grid_->setShown("fail_on_slo", !goals.slos.empty() || goals.failWhenMissed);
    showContract();
}

void GoalForm::showContract() {
    const auto& chosen = store_.state().goals.contract;
    contract_->clear();
    contract_->addItem(tr("none"), QString());
    for (const Contract& contract : builtinContracts()) {
        contract_->addItem(nameOf(contract), nameOf(contract));
    }
    if (chosen && !isBuiltin(*chosen)) {
        contract_->addItem(tr("%1 (of a file)").arg(nameOf(*chosen)), "own");
    }
    contract_->addItem(tr("Choose a file…"), "file");
    const QString wanted = !chosen ? QString() : isBuiltin(*chosen) ? nameOf(*chosen) : "own";
    contract_->setCurrentIndex(contract_->findData(wanted));
}

void GoalForm::showProblems(const std::vector<SetupProblem>& problems) {
    for (const char* field : {"slos", "slo_target"}) {
        grid_->setProblem(field, sentenceFor(field, problems));
    }
}

QWidget* GoalForm::reveal(const QString& field) {
    return grid_->editor(field);
}

}  // namespace sagebench::ui
