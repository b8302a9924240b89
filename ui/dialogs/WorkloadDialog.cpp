// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/WorkloadDialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "forms/FaintLabel.h"
#include "forms/FormGrid.h"
#include "forms/WorkloadText.h"

namespace sagebench::ui {

WorkloadDialog::WorkloadDialog(const WorkloadSpec& spec, std::vector<std::string> taken,
                               QWidget* parent)
    : QDialog(parent),
      taken_(std::move(taken)),
      note_(new FaintLabel({}, this)),
      grid_(new FormGrid(this)),
      digest_(new FaintLabel({}, this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
    const WorkloadDraft draft = draftFrom(spec);
    setWindowTitle(tr("Workload"));
    name_ = addLine("name", tr("&Name"), draft.name, tr("Names the result files"));
    description_ = addLine("description", tr("&Description"), draft.description, {});
    promptTokens_ = addLine("prompt_tokens", tr("&Prompt tokens"), draft.promptTokens,
                            tr("Of each request, as the server counts them"));
    outputTokens_ = addLine("output_tokens", tr("&Output tokens"), draft.outputTokens,
                            tr("The most that each answer has"));
    requests_ = addLine("num_requests", tr("&Requests"), draft.requests,
                        tr("Measured ones; those to warm up come before"));
    grid_->addField("concurrency", tr("&At a time"), makeConcurrency(draft),
                    tr("Requests in flight: the next is sent when one has ended"));
    warmup_ = addLine("warmup", tr("&Warm-up"), draft.warmup,
                      tr("Requests before the measured ones, in no figure"));
    samePrompt_ = new QCheckBox(tr("&Same prompt in every request"), grid_);
    samePrompt_->setChecked(draft.samePrompt);
    grid_->addWide("same_prompt", samePrompt_, tr("Shows what the server's prefix cache saves"));
    auto* column = new QVBoxLayout(this);
    for (QWidget* part : {static_cast<QWidget*>(note_), static_cast<QWidget*>(grid_),
                          static_cast<QWidget*>(digest_)}) {
        column->addWidget(part);
    }
    column->addStretch();
    column->addWidget(buttons_);
    connect(samePrompt_, &QCheckBox::toggled, this, &WorkloadDialog::check);
    connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    name_->selectAll();
    check();
}

QLineEdit* WorkloadDialog::addLine(const QString& id, const QString& label, const QString& text,
                                   const QString& help) {
    auto* line = new QLineEdit(text, grid_);
    line->setCursorPosition(0);
    grid_->addField(id, label, line, help);
    connect(line, &QLineEdit::textChanged, this, &WorkloadDialog::check);
    return line;
}

QWidget* WorkloadDialog::makeConcurrency(const WorkloadDraft& draft) {
    auto* both = new QWidget(grid_);
    auto* row = new QHBoxLayout(both);
    concurrency_ = new QLineEdit(draft.concurrency, both);
    allAtOnce_ = new QCheckBox(tr("all at on&ce"), both);
    allAtOnce_->setChecked(draft.allAtOnce);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(concurrency_, 1);
    row->addWidget(allAtOnce_);
    both->setFocusProxy(concurrency_);
    concurrency_->setAccessibleName(tr("At a time"));
    connect(concurrency_, &QLineEdit::textChanged, this, &WorkloadDialog::check);
    connect(allAtOnce_, &QCheckBox::toggled, this, &WorkloadDialog::check);
    return both;
}

void WorkloadDialog::setNote(const QString& note) {
    note_->setNote(note);
}

WorkloadDraft WorkloadDialog::draft() const {
    WorkloadDraft draft;
    draft.name = name_->text();
    draft.description = description_->text();
    draft.promptTokens = promptTokens_->text();
    draft.outputTokens = outputTokens_->text();
    draft.requests = requests_->text();
    draft.concurrency = concurrency_->text();
    draft.warmup = warmup_->text();
    draft.allAtOnce = allAtOnce_->isChecked();
    draft.samePrompt = samePrompt_->isChecked();
    return draft;
}

WorkloadSpec WorkloadDialog::spec() const {
    return specFrom(draft());
}

void WorkloadDialog::check() {
    const auto problems = problemsOf(draft(), taken_);
    for (const char* id :
         {"name", "prompt_tokens", "output_tokens", "num_requests", "concurrency", "warmup"}) {
        const auto it = problems.find(id);
        grid_->setProblem(id, it == problems.end() ? QString() : it->second);
    }
    concurrency_->setEnabled(!allAtOnce_->isChecked());
    digest_->setNote(problems.empty() ? digestOf(spec()) : tr("Some fields need another value"));
    buttons_->button(QDialogButtonBox::Ok)->setEnabled(problems.empty());
}

}  // namespace sagebench::ui
