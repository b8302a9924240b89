// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QPushButton>

namespace sagebench::ui {

/// A path to type or to browse for.
class PathEdit : public QWidget {
    Q_OBJECT
  public:
    enum class Kind { File, Folder };
    /// `what`: title of the dialog.
    PathEdit(Kind kind, const QString& what, QWidget* parent = nullptr);

    QString path() const { return line_->text(); }
    void setPath(const QString& path);
    void setPlaceholder(const QString& text) { line_->setPlaceholderText(text); }

  Q_SIGNALS:
    /// By the user.
    void edited(const QString& path);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void browse();

    Kind kind_;
    QString what_;
    QLineEdit* line_;
    QPushButton* browse_;
};

}  // namespace sagebench::ui
