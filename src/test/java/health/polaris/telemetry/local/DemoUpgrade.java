package health.polaris.telemetry.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That somebody installs a release, the first or another one.
 *
 * @param day when
 * @param release what
 */
record DemoUpgrade(int day, DemoRelease release) {
    /** All that one person does who joins on this day, in order. Releases that came out meanwhile are skipped. */
    static List<DemoUpgrade> since(int joined, DemoReleases releases, DemoChance chance) {
        DemoHabit habit = DemoHabit.any(chance);
        int lastDay = habit.lastDay(joined, chance);
        List<DemoUpgrade> upgrades = new ArrayList<>();
        Optional<DemoUpgrade> upgrade = Optional.of(new DemoUpgrade(joined, releases.newestOn(joined)));
        while (upgrade.isPresent() && upgrade.get().day() <= lastDay) {
            upgrades.add(upgrade.get());
            upgrade = upgrade.get().next(releases, habit.delay(chance));
        }
        return upgrades;
    }

    private Optional<DemoUpgrade> next(DemoReleases releases, int delay) {
        return releases.following(release).map(following -> {
            int later = Math.max(day, following.day()) + delay;
            return new DemoUpgrade(later, releases.newestOn(later));
        });
    }
}
