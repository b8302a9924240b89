// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QSize>
#include <QString>
#include <QStringList>
#include <functional>
#include <iosfwd>
#include <memory>
#include <vector>

namespace sagebench::ui::test {

/// A window, page or dialog in one state.
struct Scene {
    QString name;  ///< "live-running"
    /// Makes the widget; it is shown at `size` where it is a window, else at its own size.
    std::function<std::unique_ptr<QWidget>()> make;
    bool isWindow = true;
};

struct Picture {
    QString name;  ///< "live-running-dark-1280x800"
    QImage image;
    QStringList clipped;  ///< texts wider or higher than the widget that shows them
};

std::vector<Scene> allScenes();
/// Of them those on how far figures can be trusted: intervals, definitions, other tools' files.
std::vector<Scene> trustScenes();

/// Two pictures of a real run: the charts while it goes on, its slowest request when it is over.
std::vector<Picture> realRun();

/// For messages of tests.
void PrintTo(const Scene& scene, std::ostream* out);

/// Pure. Less than a trace of anything but one colour.
bool isBlank(const QImage& image);
/// Texts of labels, buttons and boxes below `root` that don't fit.
QStringList clippedTexts(const QWidget& root);

/// Shows the scene and takes its picture; the application's palette is as it was afterwards.
Picture take(const Scene& scene, bool dark, QSize size);

}  // namespace sagebench::ui::test
