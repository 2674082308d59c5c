package health.polaris.telemetry.demo;

import static health.polaris.telemetry.demo.DemoSystem.ANDROID;
import static health.polaris.telemetry.demo.DemoSystem.IOS;

import java.util.List;

/**
 * A manufacturer of phones.
 *
 * @param share its percentage of all phones
 * @param system its operating system
 * @param spellings the manufacturer names that its phones report
 * @param models its models
 */
record DemoBrand(int share, DemoSystem system, List<String> spellings, List<Model> models) {
    private static final List<DemoBrand> ALL = List.of(
            new DemoBrand(
                    47,
                    IOS,
                    List.of("Apple"),
                    List.of(
                            new Model("iPhone SE", "iPhone14,6"),
                            new Model("iPhone 11", "iPhone12,1"),
                            new Model("iPhone 12", "iPhone13,2"),
                            new Model("iPhone 13", "iPhone14,5"),
                            new Model("iPhone 14", "iPhone14,7"),
                            new Model("iPhone 15", "iPhone15,4"),
                            new Model("iPhone 16", "iPhone17,3"))),
            new DemoBrand(
                    31,
                    ANDROID,
                    List.of("Samsung", "Samsung", "Samsung", "samsung", "samsung", "SAMSUNG"),
                    List.of(
                            new Model("Galaxy A12", "SM-A125F"),
                            new Model("Galaxy A14", "SM-A145R"),
                            new Model("Galaxy A52s 5G", "SM-A528B"),
                            new Model("Galaxy A54 5G", "SM-A546B"),
                            new Model("Galaxy S21 5G", "SM-G991B"),
                            new Model("Galaxy S22", "SM-S901B"),
                            new Model("Galaxy S23", "SM-S911B"),
                            new Model("Galaxy S24", "SM-S921B"))),
            new DemoBrand(
                    8,
                    ANDROID,
                    List.of("Google"),
                    List.of(
                            new Model("Pixel 6a", "bluejay"),
                            new Model("Pixel 7", "panther"),
                            new Model("Pixel 8", "shiba"))),
            new DemoBrand(
                    6,
                    ANDROID,
                    List.of("Xiaomi", "Xiaomi", "xiaomi"),
                    List.of(
                            new Model("Redmi Note 10 Pro", "M2101K6G"),
                            new Model("Xiaomi 12", "2201123G"),
                            new Model("Xiaomi 13", "2211133G"))),
            new DemoBrand(
                    4,
                    ANDROID,
                    List.of("HUAWEI", "Huawei"),
                    List.of(
                            new Model("P30 lite", "MAR-LX1A"),
                            new Model("P30", "ELE-L29"),
                            new Model("P40 lite", "JNY-LX1"))),
            new DemoBrand(2, ANDROID, List.of("motorola"), List.of(new Model("moto g(30)", "XT2129-1"))),
            new DemoBrand(
                    2,
                    ANDROID,
                    List.of("OnePlus"),
                    List.of(new Model("OnePlus 9", "LE2113"), new Model("Nord CE 2 5G", "IV2201"))));

    static DemoBrand any(DemoRandom random) {
        int number = random.between(1, 100);
        int i = 0;
        while (number > ALL.get(i).share()) {
            number -= ALL.get(i).share();
            i++;
        }
        return ALL.get(i);
    }

    /**
     * A phone model.
     *
     * @param name the marketing name
     * @param displayName the name that the device reports
     */
    record Model(String name, String displayName) {}
}
