package health.polaris.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validity of the Host header. */
class HostCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.example.org:80",
                "a:",
                "192.0.2.1:8080",
                "[::1]",
                "[2001:db8::1]:443",
                "my_host",
                "a%20b",
                " a "
            })
    void valid(String host) {
        assertThat(HostCheck.isHost(List.of(host))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", ":80", "a b", "a/b", "a|b", "a@b", "a:b", "a:1:2", "[::1", "::1", "[g]", "a%2", "\u00e9",
                "a\tb"
            })
    void invalid(String host) {
        assertThat(HostCheck.isHost(List.of(host))).isFalse();
    }

    @Test
    void exactlyOneIsRequired() {
        assertThat(HostCheck.isHost(List.of())).isFalse();
        assertThat(HostCheck.isHost(List.of("a", "a"))).isFalse();
    }
}
