// SPDX-License-Identifier: GPL-3.0-or-later
// Every page and dialog in every state, theme and size: none is blank, no text is cut off. The
// pictures stay in <build>/pictures.
#include "ui/pictures/Pictures.h"

#include <gmock/gmock.h>

#include <QDir>
#include <QLabel>

namespace sagebench::ui::test {
namespace {

class Pictures : public testing::TestWithParam<Scene> {};

void check(const Picture& picture) {
    const QDir folder(SAGEBENCH_PICTURES);
    EXPECT_TRUE(folder.mkpath("."));
    EXPECT_TRUE(picture.image.save(folder.filePath(picture.name + ".png")));
    EXPECT_FALSE(isBlank(picture.image)) << picture.name.toStdString();
    EXPECT_EQ(picture.clipped.join("\n").toStdString(), "") << picture.name.toStdString();
}

TEST_P(Pictures, showSomethingAndCutNothingOff) {
    for (const bool dark : {false, true}) {
        check(take(GetParam(), dark, QSize(1280, 800)));
        if (GetParam().isWindow) {
            check(take(GetParam(), dark, QSize(2560, 1440)));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, Pictures, testing::ValuesIn(allScenes()), [](const auto& scene) {
    return QString(scene.param.name).replace('-', '_').toStdString();
});

TEST(IsBlank, oneColourWithATraceOfAnother) {
    QImage image(200, 200, QImage::Format_RGB32);
    image.fill(Qt::white);
    EXPECT_TRUE(isBlank(image));
    image.setPixel(10, 10, qRgb(0, 0, 0));
    EXPECT_TRUE(isBlank(image));
}

TEST(ClippedTexts, namesALabelThatIsTooNarrow) {
    QWidget root;
    auto* label = new QLabel("more words than there is room for", &root);
    label->setGeometry(0, 0, 20, 20);
    auto* good = new QLabel("fits", &root);
    good->setGeometry(0, 30, 200, 20);
    root.resize(300, 100);
    root.show();
    EXPECT_EQ(clippedTexts(root), QStringList("more words than there is room for"));
}

}  // namespace
}  // namespace sagebench::ui::test
