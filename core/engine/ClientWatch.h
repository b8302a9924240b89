// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "engine/ClientReading.h"
#include "record/EngineFigures.h"

namespace sagebench {

/// Watches the client over one measured window, from the thread that collects: it looks at the
/// counters of workers and machine once a second, and at its own waits each time. Costs the
/// workers nothing.
class ClientWatch {
  public:
    /// `read` tells the counters of now, but for how long the process was held. `runDelay` tells
    /// the same of the calling thread.
    ClientWatch(std::function<ClientReading()> read,
                std::function<std::optional<Nanos>()> runDelay);

    /// The window begins now.
    void begin();
    /// Before a wait in which the window may begin: what happens in that wait may be the window's.
    void keep() { kept_ = reading(); }
    /// The window has begun since the last keep(), which counts as its beginning.
    void beginAtKept();
    /// After each wait of this thread that was to take no longer than `planned`, and took `took`,
    /// with what the machine was suspended.
    void waited(Nanos planned, Nanos took);

    /// What it saw since begin(), when a second has passed since the last look; else nothing.
    std::optional<ClientFigures> look(Nanos now);
    /// The window ends: what it saw of all of it.
    ClientFigures finish();
    /// Figures of each second.
    std::vector<TelemetrySample> takeSamples() { return std::move(samples_); }

  private:
    ClientReading reading() const;
    void note(ClientReading now);

    std::function<ClientReading()> read_;
    std::function<std::optional<Nanos>()> runDelay_;
    ClientReading start_, last_, kept_;
    Nanos held_{};
    std::optional<Nanos> delayBefore_;
    std::vector<TelemetrySample> samples_;
};

}  // namespace sagebench
