package health.polaris.telemetry.fhir.device;

import health.polaris.telemetry.audit.Identified;
import health.polaris.telemetry.fhir.PatientParameter;
import health.polaris.telemetry.fhir.SearchParameters;
import health.polaris.telemetry.fhir.Token;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.Position;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.query.SortKey;
import health.polaris.telemetry.security.access.Owner;
import health.polaris.telemetry.security.access.ReadablePeople;
import health.polaris.telemetry.settings.FhirSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Translates a search for devices into searches for records, at most two of each kind, whose results do not overlap. */
final class DeviceSearch {
    static final String ID = "_id";
    static final String LAST_UPDATED = "_lastUpdated";
    static final String IDENTIFIER = "identifier";
    static final String TYPE = "type";
    static final String MANUFACTURER = "manufacturer";
    static final String MODEL = "model";

    static final Set<String> PARAMETERS = Stream.concat(
                    PatientParameter.NAMES.stream(), Stream.of(ID, LAST_UPDATED, IDENTIFIER, TYPE, MANUFACTURER, MODEL))
            .collect(Collectors.toUnmodifiableSet());

    /** Parameters that may be repeated, so that all values must match. */
    static final Set<String> REPEATABLE = Set.of(LAST_UPDATED);

    private final SearchParameters parameters;
    private final ReadablePeople people;
    private final FhirSettings settings;
    private final Optional<Identified> patient;

    /**
     * Creates a search.
     *
     * @param people the people whose records the caller may read
     * @throws ProblemException with 403 for another patient
     */
    DeviceSearch(SearchParameters parameters, ReadablePeople people, FhirSettings settings) {
        this.parameters = parameters;
        this.people = people;
        this.settings = settings;
        this.patient = PatientParameter.of(parameters, settings);
        if (patient.filter(one -> !people.include(Owner.PATIENT, one.person().id()))
                .isPresent()) {
            throw ProblemException.forbidden("The token does not permit reading the devices of this patient.");
        }
    }

    /** The patient whom the search is about. */
    Optional<Identified> identified() {
        return patient;
    }

    /**
     * Returns the searches for records.
     *
     * @param after the position after which the results start; empty for the first page
     */
    List<RecordQuery<?>> queries(Optional<Position> after) {
        return DeviceKind.all()
                .filter(this::isSelected)
                .flatMap(kind -> alternatives(kind)
                        .<RecordQuery<?>>map(conditions -> new RecordQuery<>(
                                kind.records().entity(), conditions, sortKey(), RecordQuery.Order.NEWEST_FIRST, after)))
                .toList();
    }

    private boolean isSelected(DeviceKind kind) {
        boolean ofPerson = patient.isEmpty() || kind.records().person() == Owner.PATIENT;
        boolean readable = people.all() || !people.ids(kind.records().person()).isEmpty();
        boolean ofType = !parameters.has(TYPE)
                || parameters.tokens(TYPE).stream()
                        .anyMatch(token -> kind.type().coding().stream()
                                .anyMatch(code -> token.selects(code.system(), code.code())));
        boolean hasId = !parameters.has(ID) || !uuids(kind).isEmpty();
        boolean hasTexts = Stream.of(MANUFACTURER, MODEL)
                .allMatch(
                        name -> !parameters.has(name) || kind.records().texts().containsKey(name));
        return ofPerson && readable && ofType && hasId && hasTexts;
    }

    /** The ids of records of a kind in the parameter {@code _id}. */
    private List<String> uuids(DeviceKind kind) {
        return parameters.alternatives(ID).stream()
                .flatMap(id -> kind.uuid(id).stream())
                .toList();
    }

    /** The conditions for records of a kind. */
    private Stream<List<Condition>> alternatives(DeviceKind kind) {
        List<Condition> conditions = new ArrayList<>();
        owner(kind).ifPresent(conditions::add);
        if (parameters.has(ID)) {
            conditions.add(oneOf("r.uuid in", uuids(kind)));
        }
        for (String name : List.of(MANUFACTURER, MODEL)) {
            parameters
                    .single(name)
                    .ifPresent(text -> conditions.add(
                            Condition.textStarts(kind.records().texts().get(name), text)));
        }
        conditions.addAll(parameters.dates(LAST_UPDATED, SortKey.MODIFIED.sql()));
        if (!parameters.has(IDENTIFIER)) {
            return Stream.of(List.copyOf(conditions));
        }
        return identifiers(kind).stream()
                .map(identifier ->
                        Stream.concat(conditions.stream(), identifier.stream()).toList());
    }

    private Optional<Condition> owner(DeviceKind kind) {
        String column = kind.records().owner();
        if (patient.isPresent()) {
            return Optional.of(Condition.idEquals(column, patient.get().person().id()));
        }
        List<String> own = people.ids(kind.records().person());
        if (people.all()) {
            return Optional.empty();
        }
        return Optional.of(
                own.size() == 1
                        ? Condition.idEquals(column, own.get(0))
                        : oneOf(
                                "octet_length(r.%s) <= %s and r.%1$s in".formatted(column, Condition.INDEXED_BYTES),
                                own));
    }

    /** The conditions for an identifier: the id of the record, or else the code of the device. */
    private List<List<Condition>> identifiers(DeviceKind kind) {
        List<Token> tokens = parameters.tokens(IDENTIFIER);
        List<String> ids = tokens.stream()
                .filter(token -> token.isOf(Codes.URI))
                .map(DeviceSearch::uuid)
                .filter(Objects::nonNull)
                .toList();
        Optional<String> system = kind == DeviceKind.METER ? Optional.empty() : settings.deviceSystem();
        List<String> codes = tokens.stream()
                .filter(token -> token.isOf(system) && !token.value().isBlank())
                .map(Token::value)
                .toList();
        List<List<Condition>> alternatives = new ArrayList<>();
        if (!ids.isEmpty()) {
            alternatives.add(List.of(oneOf("r.uuid in", ids)));
        }
        if (!codes.isEmpty()) {
            Condition code = Condition.textEquals(kind.records().texts().get(kind.code()), codes);
            alternatives.add(ids.isEmpty() ? List.of(code) : List.of(code, oneOf("r.uuid not in", ids)));
        }
        return alternatives;
    }

    /** The id of a record in an identifier; null if there is none. */
    private static String uuid(Token token) {
        if (token.value().startsWith(Codes.UUID)) {
            return token.value().substring(Codes.UUID.length());
        }
        return token.system().isEmpty() ? token.value() : null;
    }

    private static Condition oneOf(String comparison, List<String> values) {
        return new Condition(
                comparison + " (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")",
                List.copyOf(values));
    }

    /** The order of the index that finds the records, as for searches by the platform's API. */
    private SortKey sortKey() {
        if (parameters.has(LAST_UPDATED)) {
            return SortKey.MODIFIED;
        }
        boolean sortedByIndex =
                patient.isPresent() || !people.all() || parameters.has(MANUFACTURER) || parameters.has(MODEL);
        return sortedByIndex ? SortKey.CREATED : SortKey.ALL_CREATED;
    }
}
