// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/CampaignForm.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include "forms/FormGrid.h"
#include "forms/SetupStore.h"
#include "forms/WheelGuard.h"

namespace sagebench::ui {
namespace {

using Kind = CampaignInput::Kind;

enum Choice { OneRun, Sweep, HighestRate, HighestConcurrency, Repeat };

constexpr const char* kSearchFields[] = {"search_from", "search_to", "search_precision",
                                         "search_confirm"};

Choice choiceOf(const CampaignInput& campaign) {
    switch (campaign.kind) {
        case Kind::OneRun:
            return OneRun;
        case Kind::Sweep:
            return Sweep;
        case Kind::Repeat:
            return Repeat;
        case Kind::Search:
            break;
    }
    return campaign.axis == LoadAxis::Rate ? HighestRate : HighestConcurrency;
}

void choose(CampaignInput& campaign, Choice choice) {
    campaign.kind = choice == OneRun   ? Kind::OneRun
                    : choice == Sweep  ? Kind::Sweep
                    : choice == Repeat ? Kind::Repeat
                                       : Kind::Search;
    if (campaign.kind == Kind::Search) {
        campaign.axis = choice == HighestRate ? LoadAxis::Rate : LoadAxis::Concurrency;
    }
}

void showText(QLineEdit& line, const std::string& text) {
    if (const QString wanted = QString::fromStdString(text); wanted != line.text().trimmed()) {
        line.setText(wanted);
    }
}

}  // namespace

CampaignForm::CampaignForm(SetupStore& store, QWidget* parent)
    : QWidget(parent),
      store_(store),
      grid_(new FormGrid(this)),
      kind_(new QComboBox(grid_)),
      axis_(new QComboBox(grid_)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(grid_);
    makeFields();
    show();
}

void CampaignForm::makeFields() {
    kind_->addItems({tr("one run"), tr("sweep: many loads"), tr("find max rate"),
                     tr("find max concurrency"), tr("repeat: many runs")});
    axis_->addItems({tr("concurrency"), tr("rate"), tr("prompt tokens"), tr("output tokens")});
    for (QComboBox* combo : {kind_, axis_}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        guardFromWheel(*combo);
    }
    grid_->addField(
        "campaign", tr("Plan is"), kind_,
        tr("A search raises the load until the SLOs break, and confirms what it found"));
    grid_->addField("sweep_axis", tr("Sweep over"), axis_, tr("What differs from run to run"));
    values_ = addLine("sweep_values", tr("Values"), tr("such as 1,2,4,8 or 1:32:x2"),
                      tr("A list, or FROM:TO:xFACTOR, or FROM:TO:+STEP"), &CampaignInput::values);
    from_ = addLine("search_from", tr("From"), "1", tr("The load it begins with"),
                    &CampaignInput::from);
    to_ = addLine("search_to", tr("To"), tr("no limit"), tr("Never above it"), &CampaignInput::to);
    precision_ = addLine("search_precision", tr("Precision (%)"), "2",
                         tr("It ends when loads that meet and miss are that close"),
                         &CampaignInput::precision);
    confirm_ =
        addLine("search_confirm", tr("Confirming runs"), "3",
                tr("At the load that is told, each of which has to meet"), &CampaignInput::confirm);
    repeat_ = addLine("repeat_runs", tr("Runs"), QString::number(kUsualRepeats),
                      tr("Of the same plan, each with its own seed; 1 is one run"),
                      &CampaignInput::repeat);
    difference_ = addLine(
        "difference", tr("Difference (%)"), tr("none"),
        tr("The difference that matters to you: a 95 % interval that is wider is a warning"),
        &CampaignInput::difference);
    connect(kind_, &QComboBox::activated, this, &CampaignForm::chooseKind);
    connect(axis_, &QComboBox::activated, this, [this](int index) {
        store_.edit(tr("Choose sweep"), {}, [index](SetupState& state) {
            state.campaign.axis = static_cast<LoadAxis>(index);
        });
    });
}

QLineEdit* CampaignForm::addLine(const QString& id, const QString& label, const QString& example,
                                 const QString& help, std::string CampaignInput::*text) {
    auto* line = new QLineEdit(grid_);
    line->setPlaceholderText(example);
    grid_->addField(id, label, line, help);
    connect(line, &QLineEdit::textEdited, this, [this, id, text](const QString& typed) {
        store_.edit(tr("Edit campaign"), id, [&](SetupState& state) {
            state.campaign.*text = typed.trimmed().toStdString();
        });
    });
    return line;
}

void CampaignForm::chooseKind(int index) {
    store_.edit(tr("Choose campaign"), {},
                [index](SetupState& state) { choose(state.campaign, static_cast<Choice>(index)); });
}

void CampaignForm::show() {
    const CampaignInput& campaign = store_.state().campaign;
    kind_->setCurrentIndex(choiceOf(campaign));
    axis_->setCurrentIndex(static_cast<int>(campaign.axis));
    showText(*values_, campaign.values);
    showText(*from_, campaign.from);
    showText(*to_, campaign.to);
    showText(*precision_, campaign.precision);
    showText(*confirm_, campaign.confirm);
    showText(*repeat_, campaign.repeat);
    showText(*difference_, campaign.difference);
    grid_->setShown("repeat_runs", campaign.kind == Kind::Repeat);
    for (const char* field : {"sweep_axis", "sweep_values"}) {
        grid_->setShown(field, campaign.kind == Kind::Sweep);
    }
    for (const char* field : kSearchFields) {
        grid_->setShown(field, campaign.kind == Kind::Search);
    }
}

void CampaignForm::showProblems(const std::vector<SetupProblem>& problems) {
    for (const char* field : {"campaign", "sweep_values", "repeat_runs", "difference"}) {
        grid_->setProblem(field, sentenceFor(field, problems));
    }
    for (const char* field : kSearchFields) {
        grid_->setProblem(field, sentenceFor(field, problems));
    }
}

QWidget* CampaignForm::reveal(const QString& field) {
    return grid_->editor(field);
}

}  // namespace sagebench::ui
