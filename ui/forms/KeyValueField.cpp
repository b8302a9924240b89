// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/KeyValueField.h"

#include <QHBoxLayout>
#include <algorithm>

namespace sagebench::ui {

KeyValueField::KeyValueField(const OptionSpec& spec, QWidget* parent)
    : OptionField(parent),
      what_(labelOf(spec)),
      example_(spec.type == OptionType::Json ? tr("JSON value") : tr("value")),
      column_(new QVBoxLayout(this)),
      title_(new QLabel(what_, this)),

      add_(new QToolButton(this)) {
    auto* head = new QHBoxLayout;
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(4);
    column_->addLayout(head);
    head->addWidget(title_, 1);
    head->addWidget(add_);
    title_->setBuddy(add_);
    setAccessibleName(what_);
    add_->setText(tr("+ Add"));
    add_->setFocusPolicy(Qt::StrongFocus);
    add_->setAccessibleName(tr("%1: add an entry").arg(what_));
    setFocusProxy(add_);
    connect(add_, &QToolButton::clicked, this, &KeyValueField::addByUser);
}

void KeyValueField::addByUser() {
    addLine({}, {});
    lines_.back().name->setFocus();
}

void KeyValueField::show(const OptionMap& wanted) {
    if (values() == wanted) {
        return;  // lines that are not filled in yet stay
    }
    clear();
    for (const auto& [name, value] : wanted) {
        addLine(QString::fromStdString(name), QString::fromStdString(value));
    }
}

void KeyValueField::addLine(const QString& name, const QString& value) {
    auto* widget = new QWidget(this);
    const Line line{widget, new QLineEdit(name, widget), new QLineEdit(value, widget),
                    new QToolButton(widget)};
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    line.name->setCursorPosition(0);
    line.value->setCursorPosition(0);
    row->addWidget(line.name, 1);
    row->addWidget(line.value, 1);
    row->addWidget(line.remove);
    line.name->setPlaceholderText(tr("name"));
    line.value->setPlaceholderText(example_);
    line.name->setAccessibleName(tr("%1: name").arg(what_));
    line.value->setAccessibleName(tr("%1: value").arg(what_));
    line.remove->setText(QStringLiteral("✕"));
    line.remove->setAutoRaise(true);
    line.remove->setFocusPolicy(Qt::StrongFocus);
    line.remove->setToolTip(tr("Remove this entry"));
    line.remove->setAccessibleName(tr("%1: remove the entry").arg(what_));
    column_->addWidget(widget);
    lines_.push_back(line);
    setTabOrder(lines_.size() > 1 ? lines_[lines_.size() - 2].remove : add_, line.name);
    setTabOrder(line.name, line.value);
    setTabOrder(line.value, line.remove);
    const auto tell = [this] { Q_EMIT edited(values()); };
    connect(line.name, &QLineEdit::textEdited, this, tell);
    connect(line.value, &QLineEdit::textEdited, this, tell);
    connect(line.remove, &QToolButton::clicked, this, [this, widget] { removeLine(widget); });
}

void KeyValueField::removeLine(const QWidget* widget) {
    const auto it = std::find_if(lines_.begin(), lines_.end(),
                                 [&](const Line& line) { return line.widget == widget; });
    it->widget->hide();
    it->widget->deleteLater();  // its button is still at work
    lines_.erase(it);
    add_->setFocus();
    Q_EMIT edited(values());
}

void KeyValueField::setMarked(bool marked) {
    QFont font = title_->font();
    font.setBold(marked);
    title_->setFont(font);
}

void KeyValueField::clear() {
    for (const Line& line : lines_) {
        line.widget->hide();
        line.widget->deleteLater();
    }
    lines_.clear();
}

OptionMap KeyValueField::values() const {
    OptionMap values;
    for (const Line& line : lines_) {
        const std::string name = line.name->text().trimmed().toStdString();
        const std::string value = line.value->text().trimmed().toStdString();
        if (name.empty() && value.empty()) {
            continue;
        }
        values[values.contains(name) ? std::string() : name] = value;
    }
    return values;
}

}  // namespace sagebench::ui
