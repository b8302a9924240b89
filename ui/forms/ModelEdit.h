// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QComboBox;

namespace sagebench::ui {

/// A model file to type, to browse for or to take from a list of names and of files.
class ModelEdit : public QWidget {
    Q_OBJECT
  public:
    explicit ModelEdit(QWidget* parent = nullptr);

    QString model() const;
    void setModel(const QString& model);
    /// What the list offers: names, then files.
    void setChoices(const QStringList& names, const QStringList& files);
    void setPlaceholder(const QString& text);

  Q_SIGNALS:
    /// By the user, letter by letter or from the list.
    void edited(const QString& model);
    /// In the file dialog.
    void browsed(const QString& path);

  private:
    void setUpCombo();
    void show(const QString& text);
    void browse();

    QComboBox* combo_;
    QStringList names_;
    QStringList files_;
};

}  // namespace sagebench::ui
