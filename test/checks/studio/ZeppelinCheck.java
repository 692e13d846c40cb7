import com.google.gson.Gson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.zeppelin.notebook.Note;
import org.apache.zeppelin.notebook.Paragraph;
import org.apache.zeppelin.server.ZeppelinServer;

/**
 * Parses notes with Zeppelin's own classes, writes down how it understands each paragraph, and then is a Zeppelin server that notes can be imported into.
 *
 * Arguments: a folder of notes, a file for the answers.
 */
public class ZeppelinCheck {
  public static void main(String[] arguments) throws Exception {
    Map<String, Object> answers = new LinkedHashMap<>();
    try (Stream<Path> notes = Files.list(Path.of(arguments[0]))) {
      for (Path note : notes.sorted().collect(Collectors.toList())) answers.put(note.getFileName().toString(), parse(note));
    }
    Path unfinished = Path.of(arguments[1] + ".unfinished");
    Files.writeString(unfinished, new Gson().toJson(answers));
    Files.move(unfinished, Path.of(arguments[1]));
    ZeppelinServer.main(new String[0]);
  }

  private static Map<String, Object> parse(Path file) {
    Map<String, Object> answer = new LinkedHashMap<>();
    try {
      Note note = Note.fromJson(null, Files.readString(file));
      answer.put("name", note.getName());
      List<Map<String, Object>> paragraphs = new ArrayList<>();
      for (Paragraph paragraph : note.getParagraphs()) {
        paragraph.parseText();
        Map<String, Object> understood = new LinkedHashMap<>();
        understood.put("title", paragraph.getTitle());
        understood.put("interpreter", paragraph.getIntpText());
        understood.put("properties", paragraph.getLocalProperties());
        understood.put("script", paragraph.getScriptText());
        understood.put("enabled", paragraph.isEnabled());
        paragraphs.add(understood);
      }
      answer.put("paragraphs", paragraphs);
    } catch (Exception error) {
      answer.put("failure", String.valueOf(error));
    }
    return answer;
  }
}
