// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/RecentFiles.h"

#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>

namespace sagebench::ui {
namespace {

/// A name may hold what a menu takes for a mnemonic.
QString entryText(int number, const QString& path) {
    const QFileInfo info(path);
    const QString name =
        QString("%1 (%2)").arg(info.fileName(), QDir::toNativeSeparators(info.dir().dirName()));
    const QString mnemonic = number < 10 ? QString("&%1").arg(number) : QString("1&0");
    return mnemonic + "  " + QString(name).replace('&', "&&");
}

QString absolute(const QString& path) {
    return QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

}  // namespace

RecentFiles::RecentFiles(const QString& key, QObject* parent) : QObject(parent), key_(key) {}

QStringList RecentFiles::stored() const {
    return QSettings().value(key_).toStringList();
}

QStringList RecentFiles::paths() const {
    QStringList there;
    for (const QString& path : stored()) {
        if (QFileInfo::exists(path)) {
            there += path;
        }
    }
    return there;
}

void RecentFiles::add(const QString& path) {
    QStringList paths = stored();
    paths.removeAll(absolute(path));
    paths.prepend(absolute(path));
    store(paths.mid(0, kMost));
}

void RecentFiles::remove(const QString& path) {
    QStringList paths = stored();
    paths.removeAll(absolute(path));
    store(paths);
}

void RecentFiles::clear() {
    store({});
}

void RecentFiles::store(const QStringList& paths) {
    QSettings().setValue(key_, paths);
    Q_EMIT changed();
}

void RecentFiles::fill(QMenu& menu) {
    connect(this, &RecentFiles::changed, &menu, [this, &menu] { refill(menu); });
    connect(&menu, &QMenu::aboutToShow, this, [this, &menu] { refill(menu); });
    refill(menu);
}

void RecentFiles::refill(QMenu& menu) {
    menu.clear();
    menu.setToolTipsVisible(true);
    int number = 0;
    for (const QString& path : paths()) {
        QAction* entry = menu.addAction(entryText(++number, path));
        entry->setToolTip(QDir::toNativeSeparators(path));
        connect(entry, &QAction::triggered, this, [this, path] { Q_EMIT picked(path); });
    }
    menu.setEnabled(number > 0);
    if (number > 0) {
        menu.addSeparator();
        connect(menu.addAction(tr("&Clear")), &QAction::triggered, this, &RecentFiles::clear,
                Qt::QueuedConnection);  // it deletes the entry that was chosen
    }
}

}  // namespace sagebench::ui
