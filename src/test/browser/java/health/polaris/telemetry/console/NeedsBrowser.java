package health.polaris.telemetry.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skips tests, with a reason, if no browser is installed. No server is started for skipped tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@EnabledIf(value = "health.polaris.telemetry.console.WebBrowser#isInstalled", disabledReason = WebBrowser.NONE)
@interface NeedsBrowser {}
