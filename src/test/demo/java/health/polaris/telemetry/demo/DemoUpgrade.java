package health.polaris.telemetry.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Installation of a release by a person.
 *
 * @param day the day
 * @param release the release
 */
record DemoUpgrade(int day, DemoRelease release) {
    /**
     * All upgrades, in order, of a person who joins on this day. Releases superseded before the upgrade are skipped.
     */
    static List<DemoUpgrade> since(int joined, DemoReleases releases, DemoRandom random) {
        DemoUpgradePattern habit = DemoUpgradePattern.any(random);
        int lastDay = habit.lastDay(joined, random);
        List<DemoUpgrade> upgrades = new ArrayList<>();
        Optional<DemoUpgrade> upgrade = Optional.of(new DemoUpgrade(joined, releases.newestOn(joined)));
        while (upgrade.isPresent() && upgrade.get().day() <= lastDay) {
            upgrades.add(upgrade.get());
            upgrade = upgrade.get().next(releases, habit.delay(random));
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
