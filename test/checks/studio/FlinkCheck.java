import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ContextResolvedTable;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Has Flink itself judge statements: the planner, the connector and the format explain each one, what they overlook is held against the connector's own list of
 * options and against the schema's types, and records go through tables for real.
 *
 * Arguments: a file with the questions, a file for the answers, a folder to work in.
 */
public class FlinkCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CREATE = Pattern.compile("^CREATE (?:TEMPORARY )?TABLE `?(\\w+)`?");

  /** Every option that the connector knows by name and Flink does not check, as SQL writes it. */
  private static final Set<String> CONNECTOR_OPTIONS = connectorOptions();

  public static void main(String[] arguments) throws Exception {
    JsonNode questions = JSON.readTree(Path.of(arguments[0]).toFile());
    Path folder = Path.of(arguments[2]);
    ObjectNode answers = JSON.createObjectNode();
    ArrayNode scripts = answers.putArray("scripts");
    for (JsonNode script : questions.get("scripts")) scripts.add(judge(script));
    ArrayNode runs = answers.putArray("runs");
    for (JsonNode run : questions.get("runs")) runs.add(run(run, folder));
    JSON.writeValue(Path.of(arguments[1]).toFile(), answers);
    System.exit(0);
  }

  /** How many statements Flink took, and what is wrong with the others. */
  private static ObjectNode judge(JsonNode script) {
    ObjectNode verdict = JSON.createObjectNode();
    ArrayNode failures = verdict.putArray("failures");
    TableEnvironment environment = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    int explained = 0;
    for (JsonNode statement : script.get("statements")) {
      String sql = statement.asText();
      try {
        explain(environment, sql, script.get("tables"));
        explained++;
      } catch (Exception | LinkageError error) {
        failures.add(messageOf(error));
      }
    }
    return verdict.put("explained", explained);
  }

  private static void explain(TableEnvironment environment, String sql, JsonNode tables) {
    Matcher create = CREATE.matcher(sql);
    if (create.find()) {
      environment.executeSql(sql);
      String name = create.group(1);
      ContextResolvedTable table = tableOf(environment, name);
      checkColumns(name, table.getResolvedSchema(), tables.path(name));
      checkOptions(table.getResolvedTable().getOptions());
      environment.explainSql(isSource(table) ? "SELECT * FROM `" + name + "`" : insertNulls(name, table.getResolvedSchema()));
    } else if (sql.startsWith("DROP ")) {
      environment.executeSql(sql);
    } else {
      environment.explainSql(sql);
    }
  }

  private static ContextResolvedTable tableOf(TableEnvironment environment, String name) {
    ObjectIdentifier identifier = ObjectIdentifier.of(environment.getCurrentCatalog(), environment.getCurrentDatabase(), name);
    return ((TableEnvironmentInternal) environment).getCatalogManager().getTable(identifier)
      .orElseThrow(() -> new IllegalStateException("there is no table " + name + " after it was created"));
  }

  private static boolean isSource(ContextResolvedTable table) {
    return table.getResolvedTable().getOptions().keySet().stream().anyMatch((option) -> option.startsWith("scan."));
  }

  private static String insertNulls(String name, ResolvedSchema schema) {
    return schema.getColumns().stream().map((column) -> "CAST(NULL AS " + column.getDataType().getLogicalType().asSerializableString() + ")")
      .collect(Collectors.joining(", ", "INSERT INTO `" + name + "` SELECT ", ""));
  }

  /** Flink's JSON format finds fields by their names, and takes what a type makes of them: only the schema knows which ones are right. */
  private static void checkColumns(String name, ResolvedSchema schema, JsonNode expected) {
    if (expected.isMissingNode()) throw new IllegalStateException("nobody says what table " + name + " must have");
    List<String> wanted = new ArrayList<>();
    for (JsonNode column : expected.get("columns")) wanted.add(column.get("name").asText() + " " + flinkType(column));
    List<String> found = new ArrayList<>();
    for (Column column : schema.getColumns()) {
      if (schema.getWatermarkSpecs().stream().noneMatch((spec) -> spec.getRowtimeAttribute().equals(column.getName()))) {
        found.add(column.getName() + " " + column.getDataType().getLogicalType().asSummaryString());
      }
    }
    if (!found.equals(wanted)) throw new IllegalStateException("table " + name + " has " + found + ", not " + wanted);
    for (var spec : schema.getWatermarkSpecs()) {
      LogicalType rowtime = schema.getColumn(spec.getRowtimeAttribute()).orElseThrow().getDataType().getLogicalType();
      if (!rowtime.asSummaryString().startsWith("TIMESTAMP_LTZ(3)")) throw new IllegalStateException("rowtime is of type " + rowtime.asSummaryString());
    }
    if (schema.getWatermarkSpecs().isEmpty() == expected.get("watermark").asBoolean()) {
      throw new IllegalStateException("table " + name + " has " + schema.getWatermarkSpecs().size() + " watermarks");
    }
  }

  private static String flinkType(JsonNode column) {
    switch (column.get("type").asText()) {
      case "string": case "json": return "STRING";
      case "integer": return "INT";
      case "decimal": return "DECIMAL(" + column.get("precision").asInt() + ", " + column.get("scale").asInt() + ")";
      case "timestamp": return "TIMESTAMP_LTZ(3)";
      default: return column.get("type").asText().toUpperCase();
    }
  }

  /** Flink leaves options with these prefixes to the connector, and the connector ignores what it does not know. */
  private static void checkOptions(Map<String, String> options) {
    for (String option : options.keySet()) {
      if ((option.startsWith("scan.") || option.startsWith("aws.")) && !CONNECTOR_OPTIONS.contains(option)) {
        throw new IllegalStateException("the connector has no option " + option);
      }
    }
  }

  private static Set<String> connectorOptions() {
    Set<String> options = new TreeSet<>();
    for (String constant : constantsOf(ConsumerConfigConstants.class)) {
      if (constant.startsWith("flink.")) options.add(constant.replaceFirst("^flink", "scan").replace("initpos.timestamp", "initpos-timestamp"));
    }
    for (String name : List.of("org.apache.flink.kinesis.shaded.org.apache.flink.connector.aws.config.AWSConfigConstants",
        "org.apache.flink.connector.aws.config.AWSConfigConstants")) {
      try {
        options.addAll(constantsOf(Class.forName(name)));
      } catch (ClassNotFoundException otherVersion) {
        // the connector's version decides where the class is; that it is nowhere is found below
      }
    }
    if (!options.contains("scan.stream.initpos") || !options.contains("aws.region")) throw new IllegalStateException("the connector's options were not found");
    return options;
  }

  private static List<String> constantsOf(Class<?> type) {
    List<String> constants = new ArrayList<>();
    for (Field field : type.getFields()) {
      if (field.getType() != String.class || !Modifier.isStatic(field.getModifiers())) continue;
      try {
        constants.add((String) field.get(null));
      } catch (IllegalAccessException error) {
        throw new IllegalStateException(error);
      }
    }
    return constants;
  }

  /** Sends records through the tables, with files in the place of the streams and all else as it was written. */
  private static ObjectNode run(JsonNode run, Path folder) {
    ObjectNode answer = JSON.createObjectNode();
    try {
      TableEnvironment environment = TableEnvironment.create(EnvironmentSettings.inBatchMode());
      environment.getConfig().getConfiguration().setString("table.local-time-zone", "UTC");
      environment.getConfig().getConfiguration().setString("parallelism.default", "1");
      ArrayNode results = answer.putArray("results");
      Path work = Files.createTempDirectory(folder, "run");
      for (JsonNode statement : run.get("statements")) {
        String sql = statement.asText();
        Matcher create = CREATE.matcher(sql);
        if (create.find()) {
          onFiles(environment, sql, create.group(1), work, run.get("records"));
        } else if (sql.startsWith("INSERT ")) {
          environment.executeSql(sql).await();
          results.addAll(written(work));
        } else {
          try (CloseableIterator<Row> rows = environment.executeSql(sql).collect()) {
            rows.forEachRemaining((row) -> results.add(row.toString()));
          }
        }
      }
    } catch (Exception | LinkageError error) {
      answer.put("failure", messageOf(error));
    }
    return answer;
  }

  private static void onFiles(TableEnvironment environment, String sql, String name, Path work, JsonNode records) throws IOException {
    environment.executeSql(sql);
    ContextResolvedTable table = tableOf(environment, name);
    boolean source = isSource(table);
    Path path = work.resolve(source ? "in.json" : "out");
    if (source) {
      List<String> lines = new ArrayList<>();
      for (JsonNode line : records) lines.add(line.asText());
      Files.write(path, lines);
    }
    TableDescriptor.Builder descriptor = TableDescriptor.forConnector("filesystem").option("path", path.toUri().toString())
      .schema(((org.apache.flink.table.catalog.CatalogTable) table.getTable()).getUnresolvedSchema());
    table.getResolvedTable().getOptions().forEach((option, value) -> {
      if (option.equals("format") || option.startsWith("json.")) descriptor.option(option, value);
    });
    environment.executeSql("DROP TEMPORARY TABLE `" + name + "`");
    environment.createTemporaryTable(name, descriptor.build());
  }

  private static ArrayNode written(Path work) throws IOException {
    ArrayNode lines = JSON.createArrayNode();
    try (Stream<Path> files = Files.walk(work.resolve("out"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().collect(Collectors.toList())) Files.readAllLines(file).forEach(lines::add);
    }
    return lines;
  }

  private static String messageOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) root = root.getCause();
    return error == root ? String.valueOf(error.getMessage()) : error.getMessage() + ": " + root.getMessage();
  }
}
