// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace sagebench::ui {

/// Words beside the matter: smaller contrast, wrapped; hidden while empty.
class FaintLabel : public QLabel {
    Q_OBJECT
  public:
    explicit FaintLabel(const QString& text = {}, QWidget* parent = nullptr);

    void setNote(const QString& text);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void takeColour();
    bool taking_ = false;
};

/// A word longer than the label is wide, such as an address, does not widen it.
void letShrink(QLabel& label);

}  // namespace sagebench::ui
