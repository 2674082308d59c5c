package health.polaris.telemetry.settings.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Checks the settings for TLS between clients and the server. The start scripts pass them to the server, which would open no port
 * if they were wrong.
 */
class ServerTlsCheck {
    private static final String STORE = "KEY_STORE";
    private static final String PASSWORD = "KEY_STORE_PASSWORD";
    private static final String ALIAS = "KEY_ALIAS";
    private static final String PORT = "TLS_PORT";

    static final List<String> NAMES = List.of(STORE, PASSWORD, ALIAS, PORT, "ALLOW_HTTP");

    private final Variables variables;

    ServerTlsCheck(Variables variables) {
        this.variables = variables;
    }

    void run() {
        int port = variables.number(PORT, 1, 65_535, 8443);
        boolean allowsHttp = variables.flag("ALLOW_HTTP");
        Optional<String> store = variables.text(STORE);
        if (store.isEmpty()) {
            if (variables.text(ALIAS).isPresent() || variables.secret(PASSWORD).isPresent()) {
                variables.addError(STORE + " is missing: set it, or unset " + PASSWORD + " and " + ALIAS + ".");
            }
            return;
        }
        if (allowsHttp && port == variables.number("SERVER_PORT", 1, 65_535, 5000)) {
            variables.addError(PORT + " and SERVER_PORT must be different if ALLOW_HTTP is true.");
        }
        String password = variables.requiredServerSecret(PASSWORD);
        if (!password.isBlank()) {
            checkKey(store.get(), password.toCharArray());
        }
    }

    private void checkKey(String path, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream file = Files.newInputStream(Path.of(path))) {
                store.load(file, password);
            }
            Optional<String> alias = alias(store);
            if (alias.isPresent()) {
                store.getKey(alias.get(), password);
            }
        } catch (UnrecoverableKeyException otherPassword) {
            variables.addError(PASSWORD + " must also be the password of the key in " + STORE + ".");
        } catch (IOException | InvalidPathException | GeneralSecurityException unreadable) {
            variables.addError(
                    unreadable.getCause() instanceof UnrecoverableKeyException
                            ? PASSWORD + " is not the password of " + STORE + "."
                            : STORE + " must name a PKCS #12 file that the service can read.");
        }
    }

    /** The key that the server uses; empty after an error. */
    private Optional<String> alias(KeyStore store) throws GeneralSecurityException {
        List<String> keys = new ArrayList<>();
        for (String name : Collections.list(store.aliases())) {
            if (store.isKeyEntry(name)) {
                keys.add(name);
            }
        }
        Optional<String> chosen = variables.text(ALIAS);
        if (keys.isEmpty()) {
            variables.addError(STORE + " contains no key.");
        } else if (chosen.isPresent()) {
            if (store.isKeyEntry(chosen.get())) {
                return chosen;
            }
            variables.addError(ALIAS + " names no key in " + STORE + ".");
        } else if (keys.size() > 1) {
            variables.addError(ALIAS + " is missing: set it, because " + STORE + " contains several keys.");
        } else {
            return Optional.of(keys.get(0));
        }
        return Optional.empty();
    }
}
