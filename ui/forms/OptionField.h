// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "forms/OptionNames.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace sagebench::ui {

/// Edits the values of one option, by its type.
class OptionField : public QWidget {
    Q_OBJECT
  public:
    using QWidget::QWidget;
    static OptionField* make(const OptionSpec& spec, QWidget* parent = nullptr);

    /// `values`: of this option, as valuesOf() gives them.
    virtual void show(const OptionMap& values) = 0;
    /// A field that says itself what it is needs no label.
    virtual bool isWide() const { return false; }
    /// Shows that it is not at its default; the label of a field that is not wide does so.
    virtual void setMarked(bool) {}

  Q_SIGNALS:
    /// By the user.
    void edited(const sagebench::ui::OptionMap& values);
};

/// Texts, numbers and JSON: as typed. Empty is the default.
class TextField : public OptionField {
    Q_OBJECT
  public:
    explicit TextField(const OptionSpec& spec, QWidget* parent = nullptr);
    void show(const OptionMap& values) override;

  private:
    std::string key_;
    QLineEdit* line_;
};

class BooleanField : public OptionField {
    Q_OBJECT
  public:
    explicit BooleanField(const OptionSpec& spec, QWidget* parent = nullptr);
    void show(const OptionMap& values) override;
    bool isWide() const override { return true; }
    void setMarked(bool marked) override;

  private:
    OptionSpec spec_;
    QCheckBox* box_;
};

class ChoiceField : public OptionField {
    Q_OBJECT
  public:
    explicit ChoiceField(const OptionSpec& spec, QWidget* parent = nullptr);
    void show(const OptionMap& values) override;

  private:
    OptionSpec spec_;
    QComboBox* combo_;
};

}  // namespace sagebench::ui
