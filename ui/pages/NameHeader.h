// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace sagebench::ui {

/// A vertical header of names, at most `characters` wide; longer ones lose their middle (Qt's own
/// header cuts them off) and have their tooltip.
class NameHeader : public QHeaderView {
    Q_OBJECT
  public:
    NameHeader(int characters, QWidget* parent);

  protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override;
};

}  // namespace sagebench::ui
