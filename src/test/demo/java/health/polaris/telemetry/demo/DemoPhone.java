package health.polaris.telemetry.demo;

/**
 * A patient's phone.
 *
 * @param brand the manufacturer
 * @param manufacturer the manufacturer name that this phone reports
 * @param model the model
 * @param code its device id
 * @param delay days between the release and the installation of a system version
 */
record DemoPhone(DemoBrand brand, String manufacturer, DemoBrand.Model model, String code, int delay) {
    static DemoPhone first(DemoRandom random) {
        return of(DemoBrand.any(random), random);
    }

    /** The person's next phone, mostly of the same brand. */
    DemoPhone next(DemoRandom random) {
        return of(random.happens(0.8) ? brand : DemoBrand.any(random), random);
    }

    DemoSystem system() {
        return brand.system();
    }

    String systemVersionOn(int day) {
        return system().versionOn(day, delay);
    }

    private static DemoPhone of(DemoBrand brand, DemoRandom random) {
        return new DemoPhone(
                brand,
                random.oneOf(brand.spellings()),
                random.oneOf(brand.models()),
                random.deviceCode(),
                brand.system().delay(random));
    }
}
