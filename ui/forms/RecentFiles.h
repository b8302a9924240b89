// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QMenu;

namespace sagebench::ui {

/// The files or folders opened last, newest first, kept in QSettings.
class RecentFiles : public QObject {
    Q_OBJECT
  public:
    static constexpr int kMost = 10;

    /// `key`: of QSettings, such as "recent/plans".
    explicit RecentFiles(const QString& key, QObject* parent = nullptr);

    /// Absolute paths; those that are gone are left out.
    QStringList paths() const;
    void add(const QString& path);
    void remove(const QString& path);
    void clear();

    /// Keeps the menu filled while it lives: "&1 name", …, Clear.
    void fill(QMenu& menu);

  Q_SIGNALS:
    void changed();
    /// By the menu.
    void picked(const QString& path);

  private:
    QStringList stored() const;
    void store(const QStringList& paths);
    void refill(QMenu& menu);

    QString key_;
};

}  // namespace sagebench::ui
