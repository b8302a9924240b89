// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>
#include <vector>

#include "forms/OptionField.h"

namespace sagebench::ui {

/// Names and values under one start, such as header.*: one line each. A line whose name is empty
/// or stands twice is given as the value of the empty name, which is a problem.
class KeyValueField : public OptionField {
    Q_OBJECT
  public:
    explicit KeyValueField(const OptionSpec& spec, QWidget* parent = nullptr);
    void show(const OptionMap& values) override;
    bool isWide() const override { return true; }
    void setMarked(bool marked) override;

  private:
    struct Line {
        QWidget* widget;
        QLineEdit* name;
        QLineEdit* value;
        QToolButton* remove;
    };
    void addLine(const QString& name, const QString& value);
    void addByUser();
    void removeLine(const QWidget* widget);
    void clear();
    OptionMap values() const;

    QString what_;
    QString example_;
    QVBoxLayout* column_;
    QLabel* title_;
    QToolButton* add_;
    std::vector<Line> lines_;
};

}  // namespace sagebench::ui
