// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/BackendForm.h"

#include <QComboBox>
#include <QStandardItemModel>
#include <QVBoxLayout>
#include <algorithm>

#include "forms/ConnectionBox.h"
#include "forms/FormGrid.h"
#include "forms/ModelForm.h"
#include "forms/OptionsForm.h"
#include "forms/ServerForm.h"
#include "forms/SetupStore.h"
#include "forms/WheelGuard.h"

namespace sagebench::ui {
namespace {

QString summaryOf(const BackendDescription& backend) {
    return QString::fromStdString(backend.summary);  // it may begin with a command: as it is
}

QString tipOf(const BackendDescription& backend) {
    return backend.available
               ? summaryOf(backend)
               : BackendForm::tr("%1\nNot part of this installation; get it with: %2")
                     .arg(summaryOf(backend), QString::fromStdString(backend.howToGet));
}

}  // namespace

BackendForm::BackendForm(SetupStore& store, BackendList backends, QWidget* parent)
    : QWidget(parent),
      store_(store),
      backends_(std::move(backends)),
      choice_(new FormGrid(this)),
      combo_(new QComboBox(choice_)),
      server_(new ServerForm(store, this)),
      model_(new ModelForm(store, this)),
      connection_(new ConnectionBox(this)),
      column_(new QVBoxLayout(this)) {
    fillBackends();
    layOut();
    connect(combo_, &QComboBox::activated, this, [this](int index) {
        store_.edit(tr("Choose backend"), {}, [&](SetupState& state) {
            state.backend = backends_[static_cast<std::size_t>(index)].id;
        });
    });
    connect(connection_, &ConnectionBox::modelPicked, server_, &ServerForm::setModel);
    connect(connection_, &ConnectionBox::modelsFound, this, [this](const QStringList& models) {
        models_[store_.state().backend] = models;
        server_->setModels(models);
    });
    show();
}

void BackendForm::fillBackends() {
    auto* model = static_cast<QStandardItemModel*>(combo_->model());
    for (const BackendDescription& backend : backends_) {
        auto* item = new QStandardItem(
            backend.available
                ? QString::fromStdString(backend.title)
                : tr("%1 (not installed)").arg(QString::fromStdString(backend.title)));
        item->setToolTip(tipOf(backend));
        item->setEnabled(backend.available);
        model->appendRow(item);
    }
}

void BackendForm::layOut() {
    combo_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo_->setMinimumContentsLength(12);
    guardFromWheel(*combo_);
    choice_->addField("backend", tr("&Backend"), combo_);
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(8);
    column_->addWidget(choice_);
    column_->addWidget(server_);
    column_->addWidget(model_);
    column_->addWidget(connection_);
}

void BackendForm::show() {
    const BackendDescription* chosen = backendOf(backends_, store_.state().backend);
    if (chosen != shown_ || !options_) {
        shown_ = chosen;
        showBackend();
    }
    server_->setVisible(shown_ && shown_->usesNetwork);
    model_->setVisible(shown_ && shown_->usesModelFile);
    connection_->setVisible(shown_ != nullptr);
    if (shown_) {
        server_->show(*shown_);
        if (shown_->usesModelFile) {
            model_->show(*shown_);
        }
        options_->show(store_.state().input().options);
    }
    connection_->setSpec(specFrom(store_.state().backend, store_.state().input()));
}

void BackendForm::showBackend() {
    combo_->setCurrentIndex(shown_ ? static_cast<int>(shown_ - backends_.data()) : -1);
    combo_->setToolTip(shown_ ? combo_->currentText() + '\n' + tipOf(*shown_) : QString());
    choice_->setNote("backend", shown_ ? summaryOf(*shown_) : QString());
    server_->setModels(models_[store_.state().backend]);
    connection_->setSubject(shown_ && shown_->usesModelFile ? ConnectionBox::Subject::Model
                                                            : ConnectionBox::Subject::Connection);
    showOptions();
}

void BackendForm::showOptions() {
    if (options_) {
        column_->removeWidget(options_);
        options_->hide();
        options_->deleteLater();  // one of its fields may have asked for the change
    }
    options_ = new OptionsForm(shown_ ? *shown_ : BackendDescription(), this);
    column_->addWidget(options_);
    connect(options_, &OptionsForm::edited, this,
            [this](const QString& key, const OptionMap& options) {
                store_.editInput(tr("Edit option"), "option." + key,
                                 [&](BackendInput& input) { input.options = options; });
            });
}

void BackendForm::showProblems(const std::vector<SetupProblem>& problems) {
    choice_->setProblem("backend", sentenceFor("backend", problems));
    server_->showProblems(problems);
    model_->showProblems(problems);
    options_->showProblems(problems);
    const auto isOfBackend = [](const SetupProblem& p) {
        return p.field != "workloads" && p.field != "seed" && p.field != "timeout" &&
               p.field != "folder";
    };
    const auto it = std::find_if(problems.begin(), problems.end(), isOfBackend);
    connection_->setPossible(it == problems.end(), it == problems.end() ? QString() : it->sentence);
}

QWidget* BackendForm::reveal(const QString& field) {
    for (QWidget* found : {choice_->editor(field), server_->reveal(field), model_->reveal(field),
                           options_->reveal(field)}) {
        if (found) {
            return found;
        }
    }
    return nullptr;
}

void BackendForm::rememberModel() {
    if (shown_ && shown_->usesModelFile) {
        model_->remember();
    }
}

}  // namespace sagebench::ui
