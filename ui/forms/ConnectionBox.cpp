// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/ConnectionBox.h"

#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QStringList>
#include <QStyle>
#include <algorithm>

#include "forms/FaintLabel.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

constexpr int kMostLines = 5;

QString nameOf(const EngineInfo& engine) {
    const QString name = engine.name.empty()
                             ? ConnectionBox::tr("A server that does not say what it is")
                             : QString::fromStdString(engine.name);
    return engine.version.empty() ? name : name + ' ' + QString::fromStdString(engine.version);
}

QString safetyOf(const EngineInfo& engine) {
    if (!engine.endpoint.starts_with("https")) {
        return ConnectionBox::tr("not encrypted (http)");
    }
    return engine.tlsVerified ? ConnectionBox::tr("TLS certificate verified")
                              : ConnectionBox::tr("TLS certificate not checked");
}

}  // namespace

QString textOf(const ConnectionReport& report) {
    QStringList lines = {nameOf(report.engine)};
    if (report.roundTripMs) {
        lines += ConnectionBox::tr("Round trip %1, %2")
                     .arg(format::ms(report.roundTripMs), safetyOf(report.engine));
    } else {
        lines += ConnectionBox::tr("Ready; runs inside this program");
    }
    if (!report.engine.model.empty() && !report.engine.simulated) {
        const QString model = QString::fromStdString(report.engine.model);
        lines += report.engine.syntheticWeights
                     ? ConnectionBox::tr("Model: %1 (synthetic weights)").arg(model)
                     : ConnectionBox::tr("Model: %1").arg(model);
    }
    for (const auto& [name, value] : report.engine.facts) {
        const QString fact = QString::fromStdString(name);
        lines += QString("%1: %2").arg(fact.left(1).toUpper() + fact.mid(1),
                                       QString::fromStdString(value));
    }
    for (const std::string& warning : report.engine.warnings) {
        lines += QString::fromStdString(warning);
    }
    return lines.join('\n');
}

ConnectionBox::ConnectionBox(QWidget* parent)
    : QWidget(parent),
      button_(new QPushButton(this)),
      busy_(new QProgressBar(this)),
      sign_(new QLabel(this)),
      words_(new QLabel(this)),
      modelsTitle_(new QLabel(this)),
      models_(new QListWidget(this)) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(1, 1);
    grid->addWidget(button_, 0, 0, 1, 2);
    grid->addWidget(busy_, 1, 0, 1, 2);
    grid->addWidget(sign_, 2, 0, Qt::AlignTop);
    grid->addWidget(words_, 2, 1);
    grid->addWidget(modelsTitle_, 3, 0, 1, 2);
    grid->addWidget(models_, 4, 0, 1, 2);
    button_->setAutoDefault(false);
    button_->setObjectName("testConnection");
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->setMaximumHeight(fontMetrics().height() / 2);
    words_->setWordWrap(true);
    words_->setTextFormat(Qt::PlainText);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    words_->setObjectName("connectionResult");
    letShrink(*words_);
    modelsTitle_->setBuddy(models_);
    models_->setAccessibleName(tr("Models of the server"));
    models_->setTextElideMode(Qt::ElideMiddle);
    models_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(button_, &QPushButton::clicked, this, &ConnectionBox::press);
    connect(models_, &QListWidget::itemClicked, this, &ConnectionBox::pick);
    connect(models_, &QListWidget::itemActivated, this, &ConnectionBox::pick);
    connect(&test_, &ConnectionTest::succeeded, this, &ConnectionBox::showReport);
    connect(&test_, &ConnectionTest::failed, this, &ConnectionBox::showFailure);
    setSubject(Subject::Connection);
    say(Mood::None, {});
}

void ConnectionBox::setSubject(Subject subject) {
    subject_ = subject;
    const bool isModel = subject == Subject::Model;
    busy_->setAccessibleName(isModel ? tr("Checking the model") : tr("Testing the connection"));
    words_->setAccessibleName(isModel ? tr("What the model is")
                                      : tr("Result of the connection test"));
    showRunning(test_.isRunning());
}

/// Another model of a server can be picked from the list, which stays.
bool ConnectionBox::differsInMore(const BackendSpec& spec) const {
    BackendSpec reached = spec;
    if (subject_ == Subject::Connection) {
        reached.model = spec_.model;
    }
    return reached != spec_;
}

void ConnectionBox::setSpec(const BackendSpec& spec) {
    if (spec == spec_) {
        return;
    }
    const bool isAnother = differsInMore(spec);
    spec_ = spec;
    if (!isAnother && !test_.isRunning()) {
        return;
    }
    test_.cancel();
    showRunning(false);
    say(Mood::None, {});
}

void ConnectionBox::setPossible(bool possible, const QString& whyNot) {
    button_->setEnabled(possible);
    const QString what = subject_ == Subject::Model
                             ? tr("Opens the model and tells what it is; no request is measured")
                             : tr("Asks the engine what it is and which models it has; no request "
                                  "is measured");
    button_->setToolTip(possible ? what : whyNot);
}

QString ConnectionBox::result() const {
    return words_->text();
}

void ConnectionBox::press() {
    const bool wasRunning = test_.isRunning();
    say(Mood::None, {});
    if (wasRunning) {
        test_.cancel();
    } else {
        test_.start(spec_);
    }
    showRunning(!wasRunning);
}

void ConnectionBox::showReport(const ConnectionReport& report) {
    showRunning(false);
    say(report.engine.warnings.empty() ? Mood::Good : Mood::Warning, textOf(report));
    showModels(report.models);
    Q_EMIT settled();
}

void ConnectionBox::showFailure(const Error& error) {
    showRunning(false);
    say(Mood::Bad, QString::fromStdString(error.message));
    Q_EMIT settled();
}

void ConnectionBox::showModels(const std::vector<std::string>& models) {
    QStringList names;
    for (const std::string& model : models) {
        names += QString::fromStdString(model);
    }
    models_->addItems(names);
    for (int i = 0; i < models_->count(); ++i) {
        models_->item(i)->setToolTip(names[i]);
    }
    const int lines = std::min<int>(kMostLines, models_->count());
    models_->setFixedHeight(lines * std::max(1, models_->sizeHintForRow(0)) +
                            2 * models_->frameWidth());
    modelsTitle_->setText(names.size() == 1
                              ? tr("1 model; click to choose it:")
                              : tr("%1 models; click to choose one:").arg(names.size()));
    modelsTitle_->setVisible(!names.isEmpty());
    models_->setVisible(!names.isEmpty());
    Q_EMIT modelsFound(names);
}

void ConnectionBox::say(Mood mood, const QString& text) {
    const int size = fontMetrics().height();
    const auto icon = mood == Mood::Good      ? QStyle::SP_DialogApplyButton
                      : mood == Mood::Warning ? QStyle::SP_MessageBoxWarning
                                              : QStyle::SP_MessageBoxCritical;
    sign_->setPixmap(style()->standardIcon(icon).pixmap(size, size));
    sign_->setVisible(mood != Mood::None);
    words_->setText(text);
    words_->setToolTip(text);
    words_->setVisible(!text.isEmpty());
    models_->clear();
    models_->hide();
    modelsTitle_->hide();
}

void ConnectionBox::showRunning(bool running) {
    if (subject_ == Subject::Model) {
        button_->setText(running ? tr("&Cancel check") : tr("&Check model"));
    } else {
        button_->setText(running ? tr("&Cancel test") : tr("Test &connection"));
    }
    busy_->setVisible(running);
}

void ConnectionBox::pick() {
    if (const auto* item = models_->currentItem()) {
        Q_EMIT modelPicked(item->text());
    }
}

}  // namespace sagebench::ui
