// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/RunForm.h"

#include <QCheckBox>
#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "forms/FormGrid.h"
#include "forms/PathEdit.h"
#include "forms/SetupStore.h"

namespace sagebench::ui {
namespace {

void showText(QLineEdit& line, const std::string& text) {
    if (const QString wanted = QString::fromStdString(text); wanted != line.text().trimmed()) {
        line.setText(wanted);
    }
}

/// In the order in which reports name them.
std::vector<std::string> withExport(const std::vector<std::string>& exports,
                                    const std::string& name, bool wanted) {
    std::vector<std::string> all;
    for (const char* known : {"markdown", "csv", "vllm"}) {
        const bool has = std::find(exports.begin(), exports.end(), known) != exports.end();
        if (name == known ? wanted : has) {
            all.emplace_back(known);
        }
    }
    return all;
}

bool hasExport(const SetupState& state, const std::string& name) {
    const auto& exports = state.output.exports;
    return std::find(exports.begin(), exports.end(), name) != exports.end();
}

}  // namespace

RunForm::RunForm(SetupStore& store, QWidget* parent)
    : QWidget(parent),
      store_(store),
      grid_(new FormGrid(this)),
      seed_(new QLineEdit(grid_)),
      timeout_(new QLineEdit(grid_)),
      folder_(new PathEdit(PathEdit::Kind::Folder, tr("Choose the output folder"), grid_)),
      shard_(new QPushButton(grid_)),
      markdown_(new QCheckBox(tr("Markdown report"), grid_)),
      csv_(new QCheckBox(tr("CSV table"), grid_)),
      vllm_(new QCheckBox(tr("vLLM format"), grid_)),
      texts_(new QCheckBox(tr("Keep answer te&xts"), grid_)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(grid_);
    makeFields();
    connectFields();
}

void RunForm::makeFields() {
    seed_->setPlaceholderText(tr("drawn anew each run"));
    timeout_->setPlaceholderText(QString::number(toSeconds(RunPlan{}.timeout)));
    grid_->addField("folder", tr("Output fol&der"), folder_,
                    tr("Metrics as JSON, every request's record, and the files below"));
    grid_->addField("exports", tr("Also write"), makeExports());
    grid_->addField("seed", tr("Seed"), seed_,
                    tr("Equal seeds make equal prompts; the one used is kept with the results"));
    grid_->addField("timeout", tr("Time&out (s)"), timeout_,
                    tr("A request that takes longer has failed"));
    grid_->addField("shard", tr("Part"), shard_,
                    tr("The plan runs a part of its requests, beside other processes; press to run "
                       "all of them here"));
}

QWidget* RunForm::makeExports() {
    auto* boxes = new QWidget(grid_);
    auto* column = new QVBoxLayout(boxes);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    for (QCheckBox* box : {markdown_, csv_, vllm_, texts_}) {
        column->addWidget(box);
    }
    boxes->setFocusProxy(markdown_);
    texts_->setToolTip(tr("What the model answered is kept in the records"));
    return boxes;
}

void RunForm::connectFields() {
    connect(seed_, &QLineEdit::textEdited, this, [this](const QString& text) {
        store_.edit(tr("Edit seed"), "seed",
                    [&](SetupState& state) { state.seed = text.trimmed().toStdString(); });
    });
    connect(timeout_, &QLineEdit::textEdited, this, [this](const QString& text) {
        store_.edit(tr("Edit timeout"), "timeout",
                    [&](SetupState& state) { state.timeout = text.trimmed().toStdString(); });
    });
    connect(folder_, &PathEdit::edited, this, [this](const QString& path) {
        store_.edit(tr("Edit output folder"), "folder",
                    [&](SetupState& state) { state.output.folder = path.toStdString(); });
    });
    connect(shard_, &QPushButton::clicked, this, [this] {
        store_.edit(tr("Run all parts"), {}, [](SetupState& state) { state.shard = {}; });
    });
    connectExport(markdown_, "markdown");
    connectExport(csv_, "csv");
    connectExport(vllm_, "vllm");
    connect(texts_, &QCheckBox::clicked, this, [this](bool on) {
        store_.edit(tr("Keep answer texts"), {},
                    [&](SetupState& state) { state.output.saveTexts = on; });
    });
}

void RunForm::connectExport(QCheckBox* box, const std::string& name) {
    connect(box, &QCheckBox::clicked, this, [this, name](bool on) {
        store_.edit(tr("Choose exports"), {}, [&](SetupState& state) {
            state.output.exports = withExport(state.output.exports, name, on);
        });
    });
}

void RunForm::show(const SetupFacts& facts) {
    const SetupState& state = store_.state();
    showText(*seed_, state.seed);
    showText(*timeout_, state.timeout);
    folder_->setPath(QString::fromStdString(state.output.folder));
    markdown_->setChecked(hasExport(state, "markdown"));
    csv_->setChecked(hasExport(state, "csv"));
    vllm_->setChecked(hasExport(state, "vllm"));
    texts_->setChecked(state.output.saveTexts);
    showFolder(facts);
    showShard();
}

void RunForm::showShard() {
    const Shard& shard = store_.state().shard;
    grid_->setShown("shard", shard.count > 1);
    shard_->setText(tr("%1 of %2: run all").arg(shard.index + 1).arg(shard.count));
}

void RunForm::showFolder(const SetupFacts& facts) {
    const QString path = folder_->path();
    folder_->setToolTip(path.isEmpty() ? QString()
                                       : QDir::toNativeSeparators(
                                             QDir::cleanPath(QFileInfo(path).absoluteFilePath())));
    grid_->setNote("folder", facts.folder == FolderFact::HoldsResults && !path.isEmpty()
                                 ? tr("Holds results; a run moves them to previous/")
                                 : QString());
}

void RunForm::showProblems(const std::vector<SetupProblem>& problems) {
    for (const char* field : {"seed", "timeout", "folder"}) {
        grid_->setProblem(field, sentenceFor(field, problems));
    }
}

QWidget* RunForm::reveal(const QString& field) {
    return grid_->editor(field);
}

}  // namespace sagebench::ui
