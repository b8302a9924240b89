// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/EngineText.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStringList>

namespace sagebench::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("EngineText", text);
}

QString nameOf(const EngineInfo& engine) {
    const std::string& name = engine.name.empty() ? engine.backend : engine.name;
    return QString::fromStdString(engine.version.empty() ? name : name + ' ' + engine.version);
}

QString modelOf(const EngineInfo& engine) {
    const QString model = QString::fromStdString(engine.model);
    return engine.syntheticWeights ? tr("%1 (synthetic weights)").arg(model) : model;
}

/// A path's last part says enough.
QString shortened(const QString& model) {
    return QDir::isAbsolutePath(model) ? QFileInfo(model).fileName() : model;
}

}  // namespace

QString engineLine(const EngineInfo& engine) {
    QStringList parts = {nameOf(engine)};
    if (!engine.simulated) {
        parts += shortened(modelOf(engine));
    }
    parts += QString::fromStdString(engine.endpoint);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString engineDetails(const EngineInfo& engine) {
    QStringList lines = {nameOf(engine)};
    if (!engine.model.empty() && !engine.simulated) {
        lines += tr("Model: %1").arg(modelOf(engine));
    }
    if (!engine.endpoint.empty()) {
        lines += tr("Endpoint: %1").arg(QString::fromStdString(engine.endpoint));
    }
    for (const auto& [name, value] : engine.facts) {
        const QString fact = QString::fromStdString(name);
        lines += QString("%1: %2").arg(fact.left(1).toUpper() + fact.mid(1),
                                       QString::fromStdString(value));
    }
    return lines.join('\n');
}

}  // namespace sagebench::ui
