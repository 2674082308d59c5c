package health.polaris.telemetry.local;

/**
 * A patient's phone.
 *
 * @param brand who made it
 * @param manufacturer the maker's name as this phone tells it
 * @param model which one it is
 * @param code its own id
 * @param delay how many days it stays behind the newest version of its system
 */
record DemoPhone(DemoBrand brand, String manufacturer, DemoBrand.Model model, String code, int delay) {
    static DemoPhone first(DemoChance chance) {
        return of(DemoBrand.any(chance), chance);
    }

    /** The next one of the same person: mostly of the same brand. */
    DemoPhone next(DemoChance chance) {
        return of(chance.happens(0.8) ? brand : DemoBrand.any(chance), chance);
    }

    DemoSystem system() {
        return brand.system();
    }

    String systemVersionOn(int day) {
        return system().versionOn(day, delay);
    }

    private static DemoPhone of(DemoBrand brand, DemoChance chance) {
        return new DemoPhone(
                brand,
                chance.oneOf(brand.spellings()),
                chance.oneOf(brand.models()),
                chance.deviceCode(),
                brand.system().delay(chance));
    }
}
