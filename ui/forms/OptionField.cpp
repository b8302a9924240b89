// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/OptionField.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>

#include "forms/KeyValueField.h"
#include "forms/WheelGuard.h"

namespace sagebench::ui {
namespace {

void fill(QWidget& field, QWidget& only) {
    auto* row = new QHBoxLayout(&field);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(&only);
    field.setFocusProxy(&only);
}

std::string valueOf(const OptionSpec& spec, const OptionMap& values) {
    const auto it = values.find(spec.key);
    return it == values.end() ? spec.defaultValue : it->second;
}

/// The default is not given: a plan then says only what differs.
OptionMap given(const OptionSpec& spec, const std::string& value) {
    return value == spec.defaultValue ? OptionMap() : OptionMap{{spec.key, value}};
}

}  // namespace

OptionField* OptionField::make(const OptionSpec& spec, QWidget* parent) {
    if (isList(spec)) {
        return new KeyValueField(spec, parent);
    }
    switch (spec.type) {
        case OptionType::Boolean:
            return new BooleanField(spec, parent);
        case OptionType::Choice:
            return new ChoiceField(spec, parent);
        default:
            return new TextField(spec, parent);
    }
}

TextField::TextField(const OptionSpec& spec, QWidget* parent)
    : OptionField(parent), key_(spec.key), line_(new QLineEdit(this)) {
    fill(*this, *line_);
    line_->setPlaceholderText(QString::fromStdString(spec.defaultValue));
    if (spec.type == OptionType::Integer || spec.type == OptionType::Number) {
        line_->setInputMethodHints(Qt::ImhFormattedNumbersOnly);
    }
    connect(line_, &QLineEdit::textEdited, this, [this](const QString& text) {
        const std::string value = text.trimmed().toStdString();
        Q_EMIT edited(value.empty() ? OptionMap() : OptionMap{{key_, value}});
    });
}

void TextField::show(const OptionMap& values) {
    const auto it = values.find(key_);
    const QString text = it == values.end() ? QString() : QString::fromStdString(it->second);
    if (text != line_->text().trimmed()) {
        line_->setText(text);
    }
}

BooleanField::BooleanField(const OptionSpec& spec, QWidget* parent)
    : OptionField(parent), spec_(spec), box_(new QCheckBox(labelOf(spec), this)) {
    fill(*this, *box_);
    setAccessibleName(labelOf(spec));
    connect(box_, &QCheckBox::clicked, this,
            [this](bool on) { Q_EMIT edited(given(spec_, on ? "true" : "false")); });
}

void BooleanField::show(const OptionMap& values) {
    const std::string value = valueOf(spec_, values);
    box_->setChecked(value == "true" || value == "1" || value == "on");
}

void BooleanField::setMarked(bool marked) {
    QFont font = box_->font();
    font.setBold(marked);
    box_->setFont(font);
}

ChoiceField::ChoiceField(const OptionSpec& spec, QWidget* parent)
    : OptionField(parent), spec_(spec), combo_(new QComboBox(this)) {
    fill(*this, *combo_);
    guardFromWheel(*combo_);
    for (const std::string& choice : spec.choices) {
        combo_->addItem(QString::fromStdString(choice));
    }
    connect(combo_, &QComboBox::activated, this, [this](int index) {
        Q_EMIT edited(given(spec_, spec_.choices[static_cast<std::size_t>(index)]));
    });
}

void ChoiceField::show(const OptionMap& values) {
    const QString value = QString::fromStdString(valueOf(spec_, values));
    combo_->setPlaceholderText(value);  // shown for a value that is no choice
    combo_->setCurrentIndex(combo_->findText(value));
}

}  // namespace sagebench::ui
