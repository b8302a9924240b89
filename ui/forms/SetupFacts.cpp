// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include "forms/SetupProblems.h"
#include "record/ResultsFolder.h"

namespace sagebench::ui {
namespace {

/// A folder of very many files is not searched to its end: typing must not wait for it.
bool holdsResults(const QString& folder) {
    constexpr int kMost = 2000;
    QDirIterator files(folder, QDir::Files);
    for (int i = 0; i < kMost && files.hasNext(); ++i) {
        files.next();
        if (isResultFile(files.fileName().toStdString())) {
            return true;
        }
    }
    return false;
}

/// The nearest folder above that is there.
QFileInfo existingParent(const QString& path) {
    QFileInfo info(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    while (!info.exists() && !info.isRoot()) {
        info = QFileInfo(info.absolutePath());
    }
    return info;
}

FolderFact folderFact(const QString& path) {
    const QFileInfo info(path);
    if (info.exists() && !info.isDir()) {
        return FolderFact::NotAFolder;
    }
    const QFileInfo there = existingParent(path);
    if (!there.isDir()) {
        return FolderFact::NotAFolder;
    }
    if (!there.isWritable()) {
        return FolderFact::NotWritable;
    }
    if (!info.exists()) {
        return FolderFact::New;
    }
    return holdsResults(path) ? FolderFact::HoldsResults : FolderFact::Free;
}

ModelFact modelFact(const QString& path) {
    const QFileInfo info(path);
    if (!info.exists()) {
        return ModelFact::Missing;
    }
    if (info.isDir()) {
        return ModelFact::Folder;
    }
    return info.isReadable() ? ModelFact::Readable : ModelFact::NotReadable;
}

}  // namespace

SetupFacts observe(const SetupState& state) {
    const BackendInput input = state.input();
    const QFileInfo keyFile(QString::fromStdString(input.key.file));
    SetupFacts facts;
    facts.keyVariableIsSet = qEnvironmentVariableIsSet(input.key.env.c_str());
    facts.keyFileIsReadable = keyFile.isFile() && keyFile.isReadable();
    facts.model = modelFact(QString::fromStdString(input.model));
    facts.folder = folderFact(QString::fromStdString(state.output.folder));
    return facts;
}

}  // namespace sagebench::ui
